package transport.bench;

import java.nio.ByteBuffer;
import transport.session.LoopStream;

/// Sends back what comes, and reads no more while that is not taken.
final class Echo extends Work {
  private ByteBuffer rest;

  Echo(Counts counts) {
    super(counts);
  }

  @Override
  boolean wants() {
    return rest == null;
  }

  @Override
  void took(ByteBuffer bytes) {
    if (!stream.sends()) return;
    int taken = stream.write(bytes, false);
    if (taken >= 0 && bytes.hasRemaining()) {
      rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
    }
  }

  @Override
  void ended() {
    send(ByteBuffer.allocate(0), 0);
  }

  @Override
  public void onWritable(LoopStream writable) {
    if (rest == null) {
      super.onWritable(writable);
      return;
    }
    if (writable.write(rest, false) >= 0 && rest.hasRemaining()) return;
    rest = null;
    onReadable(writable);
  }

  @Override
  public void onStopSending(LoopStream stopped, long code) {
    rest = null;
    onReadable(stopped);
  }
}
