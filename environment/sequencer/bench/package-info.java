/// Micro-benchmarks of what bounds the sequencer. Start at [CryptoBenchmark].
///
/// JMH generates code for them while they are compiled, which is why the module's head names the
/// annotation processor and `-proc:full`.
package sequencer.bench;
