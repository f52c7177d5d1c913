package journal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Reads segments, one after the other, through a window that slides forward and grows to the
/// largest record.
final class SegmentReader {
  private static final int WINDOW_BYTES = 1 << 20;

  private final CRC32C crc = new CRC32C();
  private ByteBuffer window = ByteBuffer.allocate(0);
  private ByteBuffer view;

  private Disk.Handle file;
  private long fileBytes;
  private long windowStart;
  private int windowBytes;

  /// Goes to the beginning of another file.
  void read(Disk.Handle next) throws IOException {
    file = next;
    fileBytes = next.size();
    windowStart = 0;
    windowBytes = 0;
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

  /// The size of the record at `offset`, or 0 if none stands there whole.
  ///
  /// @param salt of the segment
  int wholeSize(long offset, int salt) throws IOException {
    if (!load(offset, RecordFormat.PAYLOAD)) {
      return 0;
    }
    int length = intAt(offset + RecordFormat.LENGTH);
    if (length < 0 || length > fileBytes - offset - RecordFormat.PAYLOAD) {
      return 0;
    }
    int size = RecordFormat.size(length);
    if (!load(offset, size)) {
      return 0;
    }
    int found = crc(offset + RecordFormat.LENGTH, size - RecordFormat.LENGTH);
    return (found ^ salt) == intAt(offset + RecordFormat.CRC) ? size : 0;
  }

  /// Loaded bytes, read-only and big-endian; valid until the next call.
  ByteBuffer view(long offset, int length) {
    int start = (int) (offset - windowStart);
    return view.clear().limit(start + length).position(start).order(ByteOrder.BIG_ENDIAN);
  }

  private void slide(long offset, int length) throws IOException {
    if (length > window.capacity()) {
      adopt(ByteBuffer.allocateDirect(Math.max(length, (int) Math.min(WINDOW_BYTES, fileBytes))));
    }
    windowStart = offset;
    windowBytes = (int) Math.min(window.capacity(), fileBytes - offset);
    window.clear().limit(windowBytes);
    while (window.hasRemaining()) {
      if (file.read(window, offset + window.position()) < 0) {
        throw new EOFException("A segment became shorter than " + fileBytes + " bytes.");
      }
    }
    window.clear();
  }

  private void adopt(ByteBuffer buffer) {
    window = buffer.order(ByteOrder.LITTLE_ENDIAN);
    view = buffer.asReadOnlyBuffer();
  }
}
