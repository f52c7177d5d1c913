package sequencer.http;

/// A body in chunks, joined in place as it arrives. Source: RFC 9112, section 7.1; chunk extensions
/// and trailers are skipped. Chunks that are mostly not data are refused with the body's own limit.
final class Chunks {
  private static final int LINE_BYTES_MAX = 1024;

  /// What the chunks of a body may take on the wire, times the largest body.
  private static final int OVERHEAD_MAX = 4;

  private final int bodyBytesMax;
  private int read;
  private int written;
  private boolean complete;

  Chunks(int bodyBytesMax) {
    this.bodyBytesMax = bodyBytesMax;
  }

  /// Bytes of the body so far.
  int bodyLength() {
    return written;
  }

  /// Bytes that it took on the wire so far.
  int encodedLength() {
    return read;
  }

  /// Goes on with what has arrived, `bytes[start, start + available)`.
  ///
  /// @return whether the last chunk and the trailer are there
  boolean decode(byte[] bytes, int start, int available) throws HttpError {
    while (!complete) {
      int lineEnd = endOfLine(bytes, start + read, start + available);
      if (lineEnd < 0) {
        return false;
      }
      int size = chunkSize(bytes, start + read, lineEnd);
      if (size == 0) {
        return skipTrailer(bytes, start, available, lineEnd + 2 - start);
      }
      if (written + size > bodyBytesMax || read / OVERHEAD_MAX > bodyBytesMax) {
        throw new HttpError(413, "Failed to buffer the request body: length limit exceeded");
      }
      int data = lineEnd + 2;
      if (data + size + 2 > start + available) {
        return false;
      }
      if (bytes[data + size] != '\r' || bytes[data + size + 1] != '\n') {
        throw new HttpError(400, "A chunk is longer than its size says.");
      }
      System.arraycopy(bytes, data, bytes, start + written, size);
      written += size;
      read = data + size + 2 - start;
    }
    return true;
  }

  /// Field lines up to an empty one.
  private boolean skipTrailer(byte[] bytes, int start, int available, int from) throws HttpError {
    int position = from;
    while (true) {
      int lineEnd = endOfLine(bytes, start + position, start + available);
      if (lineEnd < 0) {
        return false;
      }
      boolean empty = lineEnd == start + position;
      position = lineEnd + 2 - start;
      if (position - from > LINE_BYTES_MAX) {
        throw new HttpError(431, "The trailer is longer than %s bytes.".formatted(LINE_BYTES_MAX));
      }
      if (empty) {
        read = position;
        complete = true;
        return true;
      }
    }
  }

  /// Where the CR LF of the line from `from` stands, or -1 if it has not come.
  private static int endOfLine(byte[] bytes, int from, int to) throws HttpError {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' && i > from && bytes[i - 1] == '\r') {
        return i - 1;
      }
      if (bytes[i] == '\n' || i - from > LINE_BYTES_MAX) {
        throw new HttpError(400, "A line between chunks is too long or does not end in CR LF.");
      }
    }
    return -1;
  }

  /// The hexadecimal size at the start of the line; an extension may follow a semicolon.
  private static int chunkSize(byte[] bytes, int from, int to) throws HttpError {
    long size = 0;
    int i = from;
    for (; i < to && Character.digit(bytes[i], 16) >= 0; i++) {
      size = Math.min(16 * size + Character.digit(bytes[i], 16), Integer.MAX_VALUE / 2);
    }
    if (i == from || i < to && bytes[i] != ';' && bytes[i] != ' ' && bytes[i] != '\t') {
      throw new HttpError(400, "A chunk does not begin with its size.");
    }
    return (int) size;
  }
}
