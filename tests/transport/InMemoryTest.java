package transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import transport.memory.MemoryEngine;
import transport.memory.Weather;
import transport.quic.Engine;
import transport.quic.SelfSigned;

/// On an engine that is a queue.
class InMemoryTest extends WebTransportContract {
  @TempDir private static Path folder;
  private static MemoryEngine engine;
  private static SelfSigned identity;

  @BeforeAll
  static void openEngine() throws IOException {
    engine = new MemoryEngine(Weather.fair());
    identity =
        SelfSigned.write(
            folder, SelfSigned.Key.ECDSA_P256, Instant.EPOCH, SelfSigned.LONGEST_FOR_BROWSERS);
  }

  @AfterAll
  static void closeEngine() {
    engine.close();
  }

  @Override
  Engine engine() {
    return engine;
  }

  @Override
  SelfSigned identity() {
    return identity;
  }
}
