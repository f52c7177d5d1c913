package sinkredis;

class RedisServerContainerTest extends RedisServerTest {
  @Override
  protected String kind() {
    return "container";
  }
}
