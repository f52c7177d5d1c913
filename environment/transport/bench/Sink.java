package transport.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import transport.session.LoopSession;
import transport.session.LoopStream;

/// Confirms what arrived.
final class Sink extends BenchSession {
  private final Counts counts;

  /// Confirmations that wait for a stream.
  private final Deque<Long> unsaid = new ArrayDeque<>();

  private int every;
  private long ended;
  private long bytes;

  Sink(Counts counts) {
    super(counts, false);
    this.counts = counts;
  }

  @Override
  public void onOpen(LoopSession session) {
    super.onOpen(session);
    every = BenchRoutes.parameter(session, "streams", 1);
  }

  @Override
  Work work() {
    return new Counted();
  }

  @Override
  public void onStreamsAvailable(LoopSession session) {
    while (!unsaid.isEmpty()) {
      Answer told = new Answer(counts, Long.toString(unsaid.peek()));
      Optional<LoopStream> opened = session.open(false, told);
      if (opened.isEmpty()) return;
      unsaid.remove();
      told.begin(opened.get());
    }
  }

  /// A stream whose bytes are counted.
  private final class Counted extends Work {
    private long own;

    Counted() {
      super(counts);
    }

    @Override
    void took(ByteBuffer part) {
      own += part.remaining();
    }

    @Override
    void ended() {
      if (stream.isBidirectional()) {
        ByteBuffer answer = UTF_8.encode(Long.toString(own));
        send(answer, answer.remaining());
        return;
      }
      bytes += own;
      if (++ended % every == 0) {
        unsaid.add(bytes);
        onStreamsAvailable(stream.session());
      }
    }
  }
}
