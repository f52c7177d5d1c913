package sinkredis;

import batcher.sink.SinkFactory;
import batcher.sink.SinkProvider;
import io.lettuce.core.RedisURI;

/// Sinks on one Redis server: `host:port`, or a URI as Lettuce takes it (`redis://...`).
public final class RedisSinks implements SinkProvider {
  @Override
  public SinkFactory at(String address) {
    if (address.isEmpty()) {
      throw new IllegalArgumentException("a Redis sink needs its server: redis=HOST:PORT");
    }
    RedisURI uri = RedisURI.create(address.contains("://") ? address : "redis://" + address);
    return shard -> new RedisSink(shard, uri);
  }
}
