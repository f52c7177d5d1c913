package sinkredis;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProcessTest {
  private static final int PATIENCE_S = 30;

  @TempDir Path folder;

  @BeforeEach
  void needRedis() {
    assumeTrue(RedisProcess.program().isPresent(), "no redis-server here");
  }

  /// The owner is killed so hard that it can do nothing for its server.
  @Test
  void itEndsWithItsOwner() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertTrue(Integer.parseInt(owner.inputReader().readLine()) > 0, "it serves");
    List<ProcessHandle> started = owner.toHandle().descendants().toList();
    assertTrue(started.size() >= 2, "the server and what watches over it");
    owner.destroyForcibly();
    for (ProcessHandle process : started) {
      process.onExit().get(PATIENCE_S, TimeUnit.SECONDS);
    }
  }

  @Test
  void nothingRunsAfterItWasClosed() throws Exception {
    List<ProcessHandle> before = ProcessHandle.current().descendants().toList();
    RedisProcess redis = RedisProcess.start(folder, "always");
    List<ProcessHandle> started =
        ProcessHandle.current().descendants().filter(p -> !before.contains(p)).toList();
    redis.close();
    assertTrue(started.stream().noneMatch(ProcessHandle::isAlive), started.toString());
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    IOException failed =
        assertThrows(IOException.class, () -> RedisProcess.start(folder, "sometimes"));
    String words = failed.getMessage();
    assertTrue(words.startsWith("redis-server did not begin to serve: "), words);
    assertTrue(words.contains("argument(s) must be one of"), words);
  }

  /// Starts a server, prints its port and does nothing more.
  static final class Owner {
    static void main(String[] arguments) throws Exception {
      System.out.println(RedisProcess.start(Path.of(arguments[0]), "always").port());
      System.in.read();
    }
  }
}
