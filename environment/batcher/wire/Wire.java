package batcher.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The protocol between a producer and the server: messages of a header and a body, little-endian.
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | bytes of the body |
/// | 4 | 1 | kind |
/// | 5 | 1 | level: 0 accepted, 1 durable, 2 delivered |
/// | 6 | 2 | count |
/// | 8 | 8 | number |
///
/// | kind | from | level, count, number | body |
/// | --- | --- | --- | --- |
/// | 1 hello | producer | number: its identity, not 0 | none |
/// | 1 welcome | server | number: the last of its events that was accepted | none |
/// | 2 events | producer | level to tell of; events; number of the first | 128 bytes each |
/// | 3 payments | producer | the same | each 128 bytes, 2 bytes of length, a transaction |
/// | 4 answer | server | count: refused; number of the first event | each 4 bytes index, 4 reason |
/// | 5 reached | server | level; number of the last event that has reached it | none |
///
/// A producer numbers its events from 1. A number that was accepted is answered as a duplicate and
/// not batched again; one that was refused may come again. So after a lost connection everything
/// without an answer can simply be sent again. A message that breaks these rules is answered by
/// closing the connection.
final class Wire {
  static final int HEADER_BYTES = 16;
  static final int COUNT_MAX = 0xFFFF;
  static final int BODY_BYTES_MAX = 16 << 20;

  static final int HELLO = 1;
  static final int EVENTS = 2;
  static final int PAYMENTS = 3;
  static final int ANSWER = 4;
  static final int REACHED = 5;

  private Wire() {}

  /// A header.
  record Header(int bodyBytes, int kind, int level, int count, long number) {
    /// Reads the next one; null at the end of the stream.
    static Header read(DataInputStream in) throws IOException {
      byte[] bytes = in.readNBytes(HEADER_BYTES);
      if (bytes.length == 0) {
        return null;
      }
      if (bytes.length < HEADER_BYTES) {
        throw new MalformedMessage("the stream ended within a header");
      }
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      Header read =
          new Header(
              header.getInt(),
              header.get(),
              header.get(),
              header.getShort() & 0xFFFF,
              header.getLong());
      if (read.bodyBytes < 0 || read.bodyBytes > BODY_BYTES_MAX) {
        throw new MalformedMessage(
            "a body of " + read.bodyBytes + " bytes; at most " + BODY_BYTES_MAX);
      }
      if (read.level < 0 || read.level > 2) {
        throw new MalformedMessage("level " + read.level + "; it must be 0, 1 or 2");
      }
      return read;
    }

    void put(ByteBuffer out) {
      out.putInt(bodyBytes).put((byte) kind).put((byte) level).putShort((short) count);
      out.putLong(number);
    }
  }

  /// A message without a body.
  static byte[] message(int kind, int level, long number) {
    ByteBuffer out = buffer(0);
    new Header(0, kind, level, 0, number).put(out);
    return out.array();
  }

  static ByteBuffer buffer(int bodyBytes) {
    return ByteBuffer.allocate(HEADER_BYTES + bodyBytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// What breaks the protocol.
  static final class MalformedMessage extends IOException {
    private static final long serialVersionUID = 1;

    MalformedMessage(String what) {
      super(what);
    }
  }
}
