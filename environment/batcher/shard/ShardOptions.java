package batcher.shard;

/// What one shard is made of.
///
/// @param shard its number, from 0
/// @param epoch above every epoch that its sink or journal has seen
/// @param storeEvents events that it can hold between ring and frame, a power of two
/// @param batchEventsMax the largest batch that its rule may ask for
/// @param keyIdleNs after which a key with nothing open is forgotten
public record ShardOptions(
    int shard, long epoch, int storeEvents, int batchEventsMax, long keyIdleNs) {
  public ShardOptions {
    if (storeEvents < batchEventsMax || storeEvents > 1 << 24) {
      throw new IllegalArgumentException(
          "the store has room for %s events; it must hold one largest batch, %s, and at most %s"
              .formatted(storeEvents, batchEventsMax, 1 << 24));
    }
  }
}
