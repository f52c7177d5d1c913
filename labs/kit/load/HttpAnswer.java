package kit.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Finds the end of one HTTP/1.1 answer in a buffer that fills up, and reads no more of it than
/// that takes: the status, `Content-Length`, `Transfer-Encoding` and `Connection`. Remembers how
/// far it came, so that an answer in many pieces is looked at once. Allocates nothing.
final class HttpAnswer {
  /// The bytes are no HTTP/1.1 answer that this client understands.
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String reason) {
      super(reason);
    }
  }

  private static final byte[] VERSION = "HTTP/1.".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] CONTENT_LENGTH = lower("content-length");
  private static final byte[] TRANSFER_ENCODING = lower("transfer-encoding");
  private static final byte[] CONNECTION = lower("connection");
  private static final byte[] CHUNKED = lower("chunked");
  private static final byte[] CLOSE = lower("close");
  private static final long UNKNOWN = -1;

  // All positions count from the answer's first byte.
  private int scanned;
  private int lineStart;
  private boolean headDone;
  private int status;
  private long length = UNKNOWN;
  private boolean chunked;
  private boolean last;
  private int bodyStart;
  private int bodyEnd;
  private int end;

  /// Where the answer begins in the buffer.
  private int base;

  /// Looks on, from the buffer's position, where the answer begins, to its limit.
  ///
  /// @return whether the whole answer is there
  boolean complete(ByteBuffer in) throws Malformed {
    base = in.position();
    if (!headDone && !readHead(in)) {
      return false;
    }
    if (chunked) {
      return readChunks(in);
    }
    end = bodyStart + (int) length;
    bodyEnd = end;
    return in.remaining() >= end;
  }

  int status() {
    return status;
  }

  /// Whether the server will close the connection after the answer just read. Outlives a reset.
  boolean last() {
    return last;
  }

  /// Where the body begins in the buffer.
  int bodyStart() {
    return base + bodyStart;
  }

  /// Where the body, with chunks joined, ends in the buffer.
  int bodyEnd() {
    return base + bodyEnd;
  }

  /// Where the answer ends in the buffer.
  int end() {
    return base + end;
  }

  /// Gets ready for the next answer.
  void reset() {
    scanned = 0;
    lineStart = 0;
    headDone = false;
    status = 0;
    length = UNKNOWN;
    chunked = false;
  }

  private boolean readHead(ByteBuffer in) throws Malformed {
    int limit = in.remaining();
    for (; scanned < limit; scanned++) {
      if (in.get(base + scanned) != '\n') {
        continue;
      }
      int lineEnd = scanned;
      if (lineEnd > lineStart && in.get(base + lineEnd - 1) == '\r') {
        lineEnd--;
      }
      if (lineEnd == lineStart && status != 0) {
        scanned++;
        endHead();
        return true;
      }
      readLine(in, lineStart, lineEnd);
      lineStart = scanned + 1;
    }
    return false;
  }

  private void readLine(ByteBuffer in, int from, int to) throws Malformed {
    if (status == 0) {
      readStatus(in, from, to);
      return;
    }
    // Only header names of these three lengths matter.
    int colon = from;
    while (colon < to && in.get(base + colon) != ':') {
      colon++;
    }
    switch (colon - from) {
      case 10 -> last |= named(in, from, CONNECTION) && holds(in, colon + 1, to, CLOSE);
      case 14 -> {
        if (named(in, from, CONTENT_LENGTH)) {
          length = number(in, colon + 1, to, 10);
        }
      }
      case 17 -> chunked |= named(in, from, TRANSFER_ENCODING) && holds(in, colon + 1, to, CHUNKED);
      default -> {}
    }
  }

  private void readStatus(ByteBuffer in, int from, int to) throws Malformed {
    last = false;
    boolean wellFormed = to - from >= 12 && in.get(base + from + 8) == ' ';
    for (int i = 0; wellFormed && i < VERSION.length; i++) {
      wellFormed = in.get(base + from + i) == VERSION[i];
    }
    for (int i = 9; wellFormed && i < 12; i++) {
      int digit = in.get(base + from + i) - '0';
      wellFormed = digit >= 0 && digit <= 9;
      status = status * 10 + digit;
    }
    if (!wellFormed || status < 100) {
      throw new Malformed("no HTTP answer");
    }
    last = in.get(base + from + 7) == '0';
  }

  private void endHead() throws Malformed {
    headDone = true;
    bodyStart = scanned;
    if (status < 200 || status == 204 || status == 304) {
      length = 0;
      chunked = false;
    } else if (chunked) {
      bodyEnd = bodyStart;
      lineStart = bodyStart;
    } else if (length == UNKNOWN) {
      throw new Malformed("answer without length");
    }
    if (length > HttpTarget.MESSAGE_BYTES_MOST) {
      throw new Malformed("answer longer than 16 MiB");
    }
  }

  /// Joins the chunks behind each other at the body's start, as they arrive.
  private boolean readChunks(ByteBuffer in) throws Malformed {
    int limit = in.remaining();
    while (true) {
      int lineEnd = lineStart;
      while (lineEnd < limit && in.get(base + lineEnd) != '\n') {
        lineEnd++;
      }
      if (lineEnd == limit) {
        return false;
      }
      long size = number(in, lineStart, lineEnd, 16);
      if (size > HttpTarget.MESSAGE_BYTES_MOST) {
        throw new Malformed("answer longer than 16 MiB");
      }
      int chunk = lineEnd + 1;
      if (size == 0) {
        return readTrailer(in, chunk, limit);
      }
      int next = chunk + (int) size;
      if (next + 2 > limit) {
        return false;
      }
      in.put(base + bodyEnd, in, base + chunk, (int) size);
      bodyEnd += (int) size;
      lineStart = in.get(base + next) == '\r' ? next + 2 : next + 1;
    }
  }

  /// Everything after the last chunk up to an empty line.
  private boolean readTrailer(ByteBuffer in, int from, int limit) {
    int line = from;
    for (int i = from; i < limit; i++) {
      if (in.get(base + i) != '\n') {
        continue;
      }
      if (i == line || i == line + 1 && in.get(base + line) == '\r') {
        end = i + 1;
        return true;
      }
      line = i + 1;
    }
    return false;
  }

  private boolean named(ByteBuffer in, int from, byte[] lowerCase) {
    for (int i = 0; i < lowerCase.length; i++) {
      if ((in.get(base + from + i) | 0x20) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(ByteBuffer in, int from, int to, byte[] lowerCase) {
    for (int i = from; i + lowerCase.length <= to; i++) {
      if (named(in, i, lowerCase)) {
        return true;
      }
    }
    return false;
  }

  private long number(ByteBuffer in, int from, int to, int radix) throws Malformed {
    long value = UNKNOWN;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(in.get(base + i), radix);
      if (digit >= 0) {
        value = Math.max(value, 0) * radix + digit;
        if (value > Integer.MAX_VALUE) {
          throw new Malformed("answer longer than 16 MiB");
        }
      } else if (value != UNKNOWN || in.get(base + i) != ' ') {
        break;
      }
    }
    if (value == UNKNOWN) {
      throw new Malformed("answer with a length that is no number");
    }
    return value;
  }

  private static byte[] lower(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }
}
