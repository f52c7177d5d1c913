package sinkpostgres;

import batcher.sink.SinkFactory;
import batcher.sink.SinkProvider;

/// Sinks on one PostgreSQL database: a JDBC URL, `jdbc:postgresql://...`.
public final class PostgresSinks implements SinkProvider {
  @Override
  public SinkFactory at(String address) {
    if (!address.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "a PostgreSQL sink needs its database:"
              + " postgres=jdbc:postgresql://HOST:PORT/NAME?user=...");
    }
    return shard -> new PostgresSink(shard, address);
  }
}
