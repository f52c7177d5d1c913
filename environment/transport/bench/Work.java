package transport.bench;

import java.nio.ByteBuffer;
import transport.session.LoopStream;
import transport.session.StreamHandler;

/// Reads one stream to its end, and sends what it is told to.
abstract class Work implements StreamHandler {
  /// With this code a stream is broken off that brings what it should not.
  static final long REFUSED = 1;

  /// What is sent where its bytes are no matter.
  static final ByteBuffer CONTENT = ByteBuffer.allocateDirect(1 << 16).asReadOnlyBuffer();

  private static final int SCRATCH_BYTES = 1 << 16;
  private static final ThreadLocal<ByteBuffer> SCRATCH =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_BYTES));

  private final Counts counts;

  /// What is worked on, from [#begin] on.
  LoopStream stream;

  private ByteBuffer out;
  private long left;
  private boolean ends;

  Work(Counts counts) {
    this.counts = counts;
  }

  /// The stream is open.
  void begin(LoopStream opened) {
    stream = opened;
  }

  /// Bytes came; they are valid during the call.
  abstract void took(ByteBuffer bytes);

  /// All came.
  abstract void ended();

  /// Whether more may be read now.
  boolean wants() {
    return true;
  }

  /// Sends some bytes over and over, and then the stream's end.
  ///
  /// @param many the number of bytes in all
  final void send(ByteBuffer bytes, long many) {
    send(bytes, many, true);
  }

  /// @param end whether the stream ends behind them; if not, [#sent] is told
  final void send(ByteBuffer bytes, long many, boolean end) {
    if (!stream.sends() || out != null) return;
    out = bytes.slice();
    left = many;
    ends = end;
    onWritable(stream);
  }

  /// What was to be sent has been taken, and the stream goes on.
  void sent() {}

  @Override
  public final void onReadable(LoopStream readable) {
    ByteBuffer scratch = SCRATCH.get();
    while (wants()) {
      int read = readable.read(scratch.clear());
      if (read == 0) return;
      if (read < 0) {
        ended();
        return;
      }
      counts.streamBytes.add(read);
      took(scratch.flip());
    }
  }

  @Override
  public void onWritable(LoopStream writable) {
    while (out != null) {
      if (!out.hasRemaining()) out.rewind();
      ByteBuffer part = out.slice(out.position(), (int) Math.min(out.remaining(), left));
      boolean last = part.remaining() == left;
      int taken = writable.write(part, last && ends);
      if (taken < 0) return;
      left -= taken;
      out.position(out.position() + taken);
      if (part.hasRemaining()) return;
      if (last) {
        out = null;
        if (!ends) sent();
      }
    }
  }

  final void refuse() {
    stream.stopSending(REFUSED);
    stream.reset(REFUSED);
  }

  @Override
  public void onReset(LoopStream reset, long code) {
    stream.reset(REFUSED);
  }

  @Override
  public void onStopSending(LoopStream stopped, long code) {}
}
