//SOURCES Engines.java Executions.java IsolationRun.java Rivals.java SimulatedRun.java Starts.java
//SOURCES StartupRun.java ThroughputRun.java WorkloadsRun.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/sandbox/package-info.java
//SOURCES ../../environment/sandboxchicory/package-info.java
//CARRIES labs/sandbox/peer/package.json labs/sandbox/peer/*.mjs labs/sandbox/peer/*.py
//FILES project/labs/sandbox/peer/=peer/package.json
//FILES project/labs/sandbox/peer/=peer/quickjs.mjs
//FILES project/labs/sandbox/peer/=peer/binding.py

/// What the sandbox's labs share. The sandbox is a library, so it is measured inside a JVM of its
/// own, fresh in every trial ([kit.fork.Fork]); each [kit.fork.ForkedMeasurement] says what is done
/// there.
package labs.sandbox;
