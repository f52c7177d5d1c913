package transport.bench;

import java.nio.ByteBuffer;
import transport.session.LoopSession;

/// Counts the datagrams of its session, and tells each bidirectional stream how many there are.
final class DatagramSink extends BenchSession {
  private final Counts counts;
  private LoopSession session;
  private long heard;

  DatagramSink(Counts counts) {
    super(counts, false);
    this.counts = counts;
  }

  @Override
  public void onOpen(LoopSession opened) {
    super.onOpen(opened);
    session = opened;
  }

  @Override
  public void onDatagram(LoopSession on, ByteBuffer data) {
    super.onDatagram(on, data);
    heard++;
  }

  @Override
  Work work() {
    long arrived = session.quic().statistics().datagramsReceived();
    return new Answer(counts, heard + " " + arrived);
  }
}
