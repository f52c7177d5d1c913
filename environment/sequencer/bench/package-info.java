/// Micro-benchmarks of what bounds the sequencer. Start at [CryptoBenchmark].
package sequencer.bench;
