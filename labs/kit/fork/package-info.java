/// Measures a library in a fresh JVM, with the same flags for everyone: a trial starts a
/// [kit.fork.Fork], whose JVM makes one [kit.fork.ForkedMeasurement] by name, gives it its inputs
/// and sends back what it reports ([kit.fork.ForkReport] there, [kit.fork.ForkFindings] here). A
/// micro-benchmark is a [kit.fork.JmhFork]. What is to be killed lives as a [kit.fork.Mortal].
package kit.fork;
