package batcher.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// 32 bytes as a value: a torrent's info hash, a peer's id, a transaction's id. Held as four
/// little-endian words, as they stand in the record.
public record Bytes32(long word0, long word1, long word2, long word3) {
  public static final int BYTES = 32;

  /// The longest name that [#named] takes, in bytes of UTF-8.
  public static final int NAME_BYTES_MAX = 255;

  /// The 32 bytes in `bytes`.
  ///
  /// @throws IllegalArgumentException if there are not exactly 32
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("an id has 32 bytes; got " + bytes.length);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Bytes32(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /// The four words from `offset` on.
  public static Bytes32 read(long[] words, int offset) {
    return new Bytes32(words[offset], words[offset + 1], words[offset + 2], words[offset + 3]);
  }

  /// 64 hexadecimal digits.
  ///
  /// @throws IllegalArgumentException if they are anything else
  public static Bytes32 hex(String digits) {
    if (digits.length() != 2 * BYTES) {
      throw new IllegalArgumentException(
          "an id has 64 hexadecimal digits; \"" + digits + "\" has " + digits.length());
    }
    return of(HexFormat.of().parseHex(digits));
  }

  /// Up to 32 bytes of UTF-8, padded with zeros: a BitTorrent peer id (20 bytes) fits as it is.
  ///
  /// @throws IllegalArgumentException if `text` is empty, or longer
  public static Bytes32 padded(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length == 0 || bytes.length > BYTES) {
      throw new IllegalArgumentException(
          "a peer id has 1 to 32 bytes of UTF-8; this one has " + bytes.length);
    }
    return of(java.util.Arrays.copyOf(bytes, BYTES));
  }

  /// The SHA-256 of a name, for torrents that are known by name and not by info hash.
  ///
  /// @throws IllegalArgumentException if `name` is empty, or longer than [#NAME_BYTES_MAX]
  public static Bytes32 named(String name) {
    byte[] bytes = name.getBytes(UTF_8);
    if (bytes.length == 0 || bytes.length > NAME_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a torrent's name has 1 to 255 bytes of UTF-8; this one has " + bytes.length);
    }
    try {
      return of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /// Lays the four words down from `offset` on.
  public void write(long[] words, int offset) {
    words[offset] = word0;
    words[offset + 1] = word1;
    words[offset + 2] = word2;
    words[offset + 3] = word3;
  }

  public byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(word0).putLong(word1).putLong(word2).putLong(word3);
    return bytes.array();
  }

  /// 64 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
