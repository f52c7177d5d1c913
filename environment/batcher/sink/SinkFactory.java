package batcher.sink;

/// Opens the sink of one shard. Shards share nothing: each has its own connection.
@FunctionalInterface
public interface SinkFactory {
  /// @throws Exception if the sink cannot be reached; the batcher does not open then
  Sink open(int shard) throws Exception;

  /// The same sink for every shard; it must bear several threads.
  static SinkFactory shared(Sink sink) {
    return shard -> sink;
  }
}
