package sinkredis;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import house.Started;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {
  @TempDir Path folder;

  @BeforeEach
  void needRedis() {
    assumeTrue(RedisProcess.program().isPresent(), "no redis-server here");
  }

  @Test
  void nothingRunsAfterItWasClosed() throws Exception {
    RedisProcess redis = RedisProcess.start(folder, "always");
    List<ProcessHandle> started = Started.around(redis.pid());
    redis.close();
    assertTrue(started.stream().noneMatch(ProcessHandle::isAlive), started.toString());
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    IOException failed =
        assertThrows(IOException.class, () -> RedisProcess.start(folder, "sometimes"));
    String words = failed.getMessage();
    assertTrue(words.startsWith("redis-server failed: "), words);
    assertTrue(words.contains("argument(s) must be one of"), words);
  }
}
