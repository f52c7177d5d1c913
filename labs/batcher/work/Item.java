package labs.batcher.work;

import batcher.event.BatchKey;
import batcher.event.Bytes32;

/// A payment as an object, as a program would hold it that batches objects and not bytes. Items are
/// made before the clock starts and passed by reference: the best case for whoever takes them.
///
/// @param place of its key in [Workload], for the ledger
/// @param share the part of the workload that it belongs to
/// @param piece its rank among the payments of this share and key, from 0
public record Item(
    BatchKey key,
    int place,
    int share,
    int piece,
    Bytes32 peer,
    long satoshis,
    long timeMs,
    Bytes32 transactionId) {}
