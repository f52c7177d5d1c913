package labs.transportloss;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Bytes of zero on their way to the client.
abstract class Download implements AutoCloseable {
  private static final int PATIENCE_S = 30;
  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private final long bytes;
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long came;
  private volatile String broken;
  private volatile long overNs;

  /// What came within a time.
  ///
  /// @param bytes all of them zero
  /// @param elapsedNs the time, or less if all had come
  record Seen(long bytes, long elapsedNs) {}

  Download(long bytes) {
    this.bytes = bytes;
  }

  /// Asks the server for so many bytes.
  abstract void ask(long bytes);

  @Override
  public abstract void close();

  /// Asks, and waits for that long, or longer until the first bytes come.
  ///
  /// @throws IllegalStateException if something else came, it broke off, or nothing comes
  final Seen within(Duration time) throws InterruptedException {
    long beganNs = System.nanoTime();
    ask(bytes);
    boolean ended = over.await(time.toNanos(), TimeUnit.NANOSECONDS);
    if (!begun.await(PATIENCE_S, TimeUnit.SECONDS)) broken("nothing comes");
    long elapsedNs = (ended ? overNs : System.nanoTime()) - beganNs;
    Seen seen = new Seen(came, elapsedNs);
    if (broken != null) throw new IllegalStateException("a download broke: " + broken);
    return seen;
  }

  /// Some came. One thread tells.
  final void came(ByteBuffer part) {
    while (part.hasRemaining()) {
      int length = Math.min(part.remaining(), ZEROS.capacity());
      if (!part.slice(part.position(), length).equals(ZEROS.slice(0, length))) {
        broken("other bytes came than must");
      }
      part.position(part.position() + length);
      came += length;
    }
    begun.countDown();
    if (came == bytes) end();
    if (came > bytes) broken("more came than was asked for");
  }

  /// It is not as it must be, or no more will come.
  final void broken(String why) {
    if (over.getCount() > 0) broken = why;
    end();
  }

  private void end() {
    overNs = System.nanoTime();
    over.countDown();
    begun.countDown();
  }
}
