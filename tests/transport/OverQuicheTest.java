package transport;

import transport.quic.Engine;
import transport.quic.quiche.QuicheEngine;

/// Over UDP, by the engine of its own.
class OverQuicheTest extends OverUdp {
  private static final Engine ENGINE = new QuicheEngine();

  @Override
  Engine engine() {
    return ENGINE;
  }
}
