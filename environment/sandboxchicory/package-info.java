//SOURCES ChicoryEngine.java ChicoryInstance.java Rules.java
//IMPORTS sandbox
//SOURCES ../sandbox/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS com.dylibso.chicory:runtime:1.7.5
//DEPS com.dylibso.chicory:compiler:1.7.5

/// The sandbox's engine that is Java alone: WebAssembly in Chicory, compiled to bytecode of the JVM
/// or interpreted. Start at [ChicoryEngine].
package sandboxchicory;
