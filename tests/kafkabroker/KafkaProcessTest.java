package kafkabroker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessTest {
  private static final int PATIENCE_S = 30;

  @TempDir Path folder;

  /// The owner is killed so hard that it can do nothing for its broker.
  @Test
  void itEndsWithItsOwner() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Owner.class.getName(),
                folder.resolve("kafka").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertTrue(Integer.parseInt(owner.inputReader().readLine()) > 0, "it serves");
    List<ProcessHandle> started = owner.toHandle().descendants().toList();
    assertEquals(1, started.size(), "the broker");
    owner.destroyForcibly();
    started.getFirst().onExit().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  /// Starts a broker, prints its port and does nothing more.
  static final class Owner {
    static void main(String[] arguments) throws Exception {
      System.out.println(KafkaProcess.start(Path.of(arguments[0])).port());
      System.in.read();
    }
  }
}
