package transport.quic.quiche;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import transport.quic.QuicSettings;

@Timeout(60)
class SealedPacketsTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsSealedIsOpenedInItsOrderAndNothingIsLost(boolean batched) throws Exception {
    QuicSettings settings =
        QuicSettings.of("none").with(new QuicSettings.SocketOptions(1 << 20, batched, batched));
    try (SealedPackets stream = SealedPackets.start(settings)) {
      while (stream.bytes() < 10 << 20) Thread.onSpinWait();
      assertEquals(0, stream.bytes() % (1_350 - 16));
    }
  }
}
