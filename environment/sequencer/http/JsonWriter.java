package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import sequencer.channel.Change;
import sequencer.channel.StreamFormat;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// Writes JSON text into a byte array that is used again for every answer.
///
/// Keys and punctuation are written by [#raw]; whatever came from a client goes through [#string],
/// which escapes.
final class JsonWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] ERROR = "{\"error\":".getBytes(US_ASCII);
  private static final byte[] END_OF_ERROR = "}".getBytes(US_ASCII);
  private static final int LONG_DIGITS_MAX = 20;

  private byte[] bytes = new byte[8 << 10];
  private int length;
  private final byte[] signatureBytes = new byte[Signature.BYTES];

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  JsonWriter clear() {
    length = 0;
    return this;
  }

  /// Bytes as they are.
  JsonWriter raw(byte[] text) {
    reserve(text.length);
    System.arraycopy(text, 0, bytes, length, text.length);
    length += text.length;
    return this;
  }

  /// A stream as it was sent.
  JsonWriter stream(Change.Streamed streamed) {
    int size = StreamFormat.bytes(streamed);
    reserve(size);
    StreamFormat.write(streamed, ByteBuffer.wrap(bytes, length, size));
    length += size;
    return this;
  }

  /// A quoted string.
  JsonWriter string(String text) {
    byte[] encoded = text.getBytes(UTF_8);
    reserve(6 * encoded.length + 2);
    bytes[length++] = '"';
    for (byte b : encoded) {
      switch (b) {
        case '"', '\\' -> escape(b);
        case '\b' -> escape((byte) 'b');
        case '\t' -> escape((byte) 't');
        case '\n' -> escape((byte) 'n');
        case '\f' -> escape((byte) 'f');
        case '\r' -> escape((byte) 'r');
        default -> {
          if (b >= 0 && b < ' ') {
            escape((byte) 'u');
            hex(b, 4);
          } else {
            bytes[length++] = b;
          }
        }
      }
    }
    bytes[length++] = '"';
    return this;
  }

  /// `{"error": ...}`, the body of every refusal.
  JsonWriter error(String text) {
    return raw(ERROR).string(text).raw(END_OF_ERROR);
  }

  /// An unsigned number.
  JsonWriter number(long value) {
    if (value < 0) {
      return raw(Long.toUnsignedString(value).getBytes(US_ASCII));
    }
    reserve(LONG_DIGITS_MAX);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /// A quoted decimal string.
  JsonWriter decimal(Uint256 value) {
    reserve(1);
    bytes[length++] = '"';
    if (value.bitLength() < Long.SIZE) {
      number(value.fourth());
    } else {
      raw(value.toString().getBytes(US_ASCII));
    }
    reserve(1);
    bytes[length++] = '"';
    return this;
  }

  /// A quoted `0x` string.
  JsonWriter hex(ChannelId id) {
    openHex(2 * ChannelId.BYTES);
    hex(id.first(), 16);
    hex(id.second(), 16);
    hex(id.third(), 16);
    hex(id.fourth(), 16);
    return closeHex();
  }

  /// A quoted `0x` string.
  JsonWriter hex(Address address) {
    openHex(2 * Address.BYTES);
    hex(address.high(), 16);
    hex(address.middle(), 16);
    hex(address.low(), 8);
    return closeHex();
  }

  /// A quoted `0x` string, or an empty one for null.
  JsonWriter hex(Signature signature) {
    if (signature == null) {
      return string("");
    }
    signature.write(signatureBytes, 0);
    openHex(2 * Signature.BYTES);
    for (byte b : signatureBytes) {
      hex(b, 2);
    }
    return closeHex();
  }

  private void openHex(int digits) {
    reserve(digits + 4);
    bytes[length++] = '"';
    bytes[length++] = '0';
    bytes[length++] = 'x';
  }

  private JsonWriter closeHex() {
    bytes[length++] = '"';
    return this;
  }

  private void hex(long value, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 15];
    }
  }

  private void escape(byte letter) {
    bytes[length++] = '\\';
    bytes[length++] = letter;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
