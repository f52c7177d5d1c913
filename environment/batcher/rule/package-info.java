/// When a batch goes. [Mode] names the three rules; [FlushRule] is what a shard asks.
///
/// The machine that batches is one and the same for all of them: a rule only supplies a size, a
/// time and, for the adaptive one, a decision about batches that are neither full nor due.
package batcher.rule;
