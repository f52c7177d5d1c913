package transport;

import static org.junit.jupiter.api.Assumptions.abort;

import transport.quic.Engine;
import transport.quic.netty.NettyEngine;

/// Over UDP, by Netty's QUIC.
class OverNettyTest extends OverUdp {
  private static final Engine ENGINE = new NettyEngine();

  @Override
  Engine engine() {
    return ENGINE;
  }

  /// Ends that are written apart from the bytes wait for silence, which much on the way keeps off
  /// for longer than a session that closes has patience.
  @Override
  void closingDeliversEveryStreamThatWasFinished() throws Exception {
    closingDelivers(uri("/sink"), 10, 1_000, () -> {});
  }

  @Override
  void codesOfBrokenStreamsAreTold() {
    abort("Netty's API takes codes of 31 bits and tells none of a stop; WebTransport's have 47");
  }
}
