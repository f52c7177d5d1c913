package transport.bench;

import java.nio.ByteBuffer;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.SessionEnd;
import transport.session.SessionHandler;

/// A session that is counted, and whose streams are each worked on alone.
abstract class BenchSession implements SessionHandler {
  private final Counts counts;
  private final boolean echoes;

  /// @param echoes whether datagrams are sent back
  BenchSession(Counts counts, boolean echoes) {
    this.counts = counts;
    this.echoes = echoes;
  }

  /// What is done with the next stream.
  abstract Work work();

  @Override
  public void onOpen(LoopSession session) {
    counts.sessionsBegun.increment();
  }

  @Override
  public void onStream(LoopStream stream) {
    counts.streams.increment();
    Work begun = work();
    stream.handler(begun);
    begun.begin(stream);
  }

  @Override
  public void onDatagram(LoopSession session, ByteBuffer data) {
    counts.datagrams.increment();
    counts.datagramBytes.add(data.remaining());
    if (echoes && !session.sendDatagram(data)) counts.datagramsNotSentBack.increment();
  }

  @Override
  public void onEnd(LoopSession session, SessionEnd end) {
    counts.sessionsEnded.increment();
  }
}
