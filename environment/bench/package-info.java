//SOURCES Verified.java
//DEPS org.openjdk.jmh:jmh-core:1.37
//DEPS org.openjdk.jmh:jmh-generator-annprocess:1.37
//COMPILE_OPTIONS -proc:full

/// What the micro-benchmarks of every system share: JMH, and how one says that it has verified its
/// work ([Verified]).
///
/// JMH generates code for benchmarks while they are compiled, which is why this module's head names
/// the annotation processor and `-proc:full`.
package bench;
