/// The machine: a ring in, batches by key, frames out. One thread turns one shard.
///
/// An event goes this way: [EventRing] (producers copy it in) → [EventStore] (linked into its key's
/// open batch, [KeyTable]) → a closed batch ([OpenBatch]) → a frame → [batcher.sink.Outlet]. A
/// [Shard] does all of it in [Shard#turn], which takes the time as an argument, so that a test
/// decides what time it is; [ShardThread] only calls it again and again.
package batcher.shard;
