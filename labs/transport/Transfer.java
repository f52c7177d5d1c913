package labs.transport;

import java.nio.ByteBuffer;
import transport.session.LoopStream;
import transport.session.StreamHandler;

/// One stream of a [Job]: what is sent on it, what must come back, and what happens then. Anything
/// else that comes back, or too little of it, makes the job fail.
final class Transfer implements StreamHandler {
  /// When this end's side of a stream ends.
  enum End {
    WITH_THE_LAST_BYTES,
    /// Once all is sent and all that must come has come.
    AFTER_THE_ANSWER,
    /// When the session is closed, which breaks it off.
    NEVER
  }

  private static final int SCRATCH_BYTES = 1 << 16;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

  private final Job job;
  private ByteBuffer content = NOTHING;
  private long bytes;
  private long sent;
  private End end = End.NEVER;
  private Runnable whenSent = () -> {};
  private ByteBuffer expected = NOTHING;
  private long expectedBytes;
  private long came;
  private boolean answered;
  private Runnable whenCame = () -> {};

  Transfer(Job job) {
    this.job = job;
  }

  /// Sends this content over and over, so many bytes in all.
  Transfer sends(ByteBuffer what, long many, End when) {
    content = what;
    bytes = many;
    end = when;
    return this;
  }

  /// Told once all has been taken.
  Transfer whenSent(Runnable then) {
    whenSent = then;
    return this;
  }

  /// Expects this content over and over, so many bytes in all, and then the end.
  Transfer awaits(ByteBuffer what, long many) {
    expected = what;
    expectedBytes = many;
    return this;
  }

  /// Told once all has come.
  Transfer whenCame(Runnable then) {
    whenCame = then;
    return this;
  }

  @Override
  public void onWritable(LoopStream stream) {
    while (sent < bytes) {
      int at = (int) (sent % content.capacity());
      int length = (int) Math.min(content.capacity() - at, bytes - sent);
      boolean last = sent + length == bytes;
      ByteBuffer part = content.slice(at, length);
      int taken = stream.write(part, last && end == End.WITH_THE_LAST_BYTES);
      if (taken < 0) return;
      sent += taken;
      if (part.hasRemaining()) return;
      if (last) {
        whenSent.run();
        if (answered && end == End.AFTER_THE_ANSWER) endBehindTheAnswer(stream);
      }
    }
  }

  @Override
  public void onReadable(LoopStream stream) {
    ByteBuffer scratch = SCRATCH.get();
    while (true) {
      int read = stream.read(scratch.clear());
      if (read == 0) return;
      if (read < 0) {
        ended(stream);
        return;
      }
      compare(scratch.flip());
    }
  }

  private void compare(ByteBuffer part) {
    if (came + part.remaining() > expectedBytes) {
      job.fail("more came than " + expectedBytes + " bytes");
      return;
    }
    while (part.hasRemaining()) {
      int at = (int) (came % expected.capacity());
      int length = Math.min(part.remaining(), expected.capacity() - at);
      if (!part.slice(part.position(), length).equals(expected.slice(at, length))) {
        job.fail("other bytes came than must");
        return;
      }
      part.position(part.position() + length);
      came += length;
    }
  }

  private void ended(LoopStream stream) {
    if (came < expectedBytes) {
      job.fail("the stream ended after %s of %s bytes".formatted(came, expectedBytes));
      return;
    }
    answered = true;
    if (end != End.AFTER_THE_ANSWER) {
      whenCame.run();
    } else if (sent == bytes) {
      endBehindTheAnswer(stream);
    }
  }

  private void endBehindTheAnswer(LoopStream stream) {
    stream.write(NOTHING.duplicate(), true);
    whenCame.run();
  }

  @Override
  public void onReset(LoopStream stream, long code) {
    job.fail("the server broke a stream off");
  }

  @Override
  public void onStopSending(LoopStream stream, long code) {
    job.fail("the server wants no more of a stream");
  }
}
