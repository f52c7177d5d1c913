package sinkredis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import house.Waiting;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import runtime.Launch;
import runtime.ServerContract;

@Waiting
class RedisServerTest extends ServerContract {
  @Override
  protected Launch launch() throws IOException {
    assumeTrue(RedisProcess.program().isPresent(), "no redis-server here");
    return RedisServer.launch("always").brief();
  }

  @Override
  protected void store(InetSocketAddress server, String value) {
    assertEquals("OK", ask(server, redis -> redis.set("kept", value)));
  }

  @Override
  protected String stored(InetSocketAddress server) {
    return ask(server, redis -> redis.get("kept"));
  }

  private static String ask(
      InetSocketAddress server, Function<RedisCommands<String, String>, String> question) {
    String uri = "redis://" + server.getAddress().getHostAddress() + ":" + server.getPort();
    RedisClient client = RedisClient.create(uri);
    try (StatefulRedisConnection<String, String> redis = client.connect()) {
      return question.apply(redis.sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  @Test
  void itForcesWhatTheLaunchSaysAndTakesNoSnapshots() throws Exception {
    launch();
    for (String fsync : List.of("always", "everysec")) {
      var server = runtime().start(RedisServer.launch(fsync).brief(), runtime().newData("kept"));
      assertEquals(fsync, setting(server.address(), "appendfsync"));
      assertEquals("yes", setting(server.address(), "appendonly"));
      assertEquals("", setting(server.address(), "save"));
    }
  }

  private static String setting(InetSocketAddress server, String name) {
    return ask(server, redis -> redis.configGet(name).get(name));
  }

  @Test
  void aCopyBesideItsLoaderIsStartedByItAndTheInstalledOneByItself() {
    assertEquals(
        List.of("/files/ld.so", "--library-path", "/files", "/files/redis-server"),
        RedisServer.command(Path.of("/files/redis-server"), Path.of("/files/ld.so")));
    Path installed = Path.of("/usr/bin/redis-server");
    List<String> alone = List.of("/usr/bin/redis-server");
    assertEquals(alone, RedisServer.command(installed, Path.of("/lib64/ld.so")));
    assertEquals(alone, RedisServer.command(installed, null));
  }
}
