package batcher.sink;

/// How far an event has come. An event is acknowledged at a level when it and every event that its
/// shard accepted before it have come that far.
public enum AckLevel {
  /// It is in the ring. A crash of the process loses it.
  ACCEPTED,
  /// It is on the disk, forced. Without a journal this is the same as [#DELIVERED].
  DURABLE,
  /// The sink has it, as safely as the sink's page says.
  DELIVERED
}
