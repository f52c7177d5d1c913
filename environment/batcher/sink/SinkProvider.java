package batcher.sink;

/// Opens sinks by an address, so that the server can be told which by its command line. The sink
/// called `redis` is found as the class `sinkredis.RedisSinks`, if that module is on the class
/// path; the server itself needs none of them.
public interface SinkProvider {
  /// Sinks at `address`, in the form that the sink's page says.
  ///
  /// @throws IllegalArgumentException if the address is none
  SinkFactory at(String address);
}
