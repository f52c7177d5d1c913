package journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Reads a segment through a window that slides forward and grows to the largest record.
final class SegmentReader implements Closeable {
  private static final int WINDOW_BYTES = 1 << 20;

  private final Disk.Handle file;
  private final long fileBytes;
  private final CRC32C crc = new CRC32C();
  private ByteBuffer window;
  private ByteBuffer payload;
  private long windowStart;
  private int windowBytes;

  SegmentReader(Disk.Handle file) throws IOException {
    this.file = file;
    this.fileBytes = file.size();
    adopt(ByteBuffer.allocateDirect((int) Math.min(WINDOW_BYTES, Math.max(1, fileBytes))));
  }

  Disk.Handle handle() {
    return file;
  }

  long fileBytes() {
    return fileBytes;
  }

  /// Brings `length` bytes at `offset` into the window; false if the file ends before.
  boolean load(long offset, int length) throws IOException {
    if (offset + length > fileBytes) {
      return false;
    }
    if (offset < windowStart || offset + length > windowStart + windowBytes) {
      slide(offset, length);
    }
    return true;
  }

  int intAt(long offset) {
    return window.getInt((int) (offset - windowStart));
  }

  long longAt(long offset) {
    return window.getLong((int) (offset - windowStart));
  }

  int crc(long offset, int length) {
    int start = (int) (offset - windowStart);
    crc.reset();
    crc.update(window.limit(start + length).position(start));
    window.clear();
    return (int) crc.getValue();
  }

  /// Loaded bytes, read-only; valid until the next call.
  ByteBuffer view(long offset, int length) {
    int start = (int) (offset - windowStart);
    return payload.clear().limit(start + length).position(start).order(ByteOrder.BIG_ENDIAN);
  }

  private void slide(long offset, int length) throws IOException {
    if (length > window.capacity()) {
      adopt(ByteBuffer.allocateDirect(length));
    }
    windowStart = offset;
    windowBytes = (int) Math.min(window.capacity(), fileBytes - offset);
    window.clear().limit(windowBytes);
    while (window.hasRemaining()) {
      if (file.read(window, offset + window.position()) < 0) {
        throw new EOFException("The file became shorter than " + fileBytes + " bytes.");
      }
    }
    window.clear();
  }

  private void adopt(ByteBuffer buffer) {
    window = buffer.order(ByteOrder.LITTLE_ENDIAN);
    payload = buffer.asReadOnlyBuffer();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
