package batcher.event;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The canonical record: 128 bytes, little-endian as in Bitcoin's own encodings, so that it is 16
/// words of memory on every machine that matters.
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 8 | sequence: 0 when submitted; 1, 2, 3, ... within its shard and epoch once accepted |
/// | 8 | 8 | time, milliseconds since 1970, from the payer's clock |
/// | 16 | 8 | satoshis, 1 to 2,100,000,000,000,000 |
/// | 24 | 4 | piece index, 0 or more |
/// | 28 | 1 | direction: 1 sent, 2 received |
/// | 29 | 1 | version of this layout: 1 |
/// | 30 | 2 | zero |
/// | 32 | 32 | torrent: BitTorrent v2 info hash, or the SHA-256 of a name |
/// | 64 | 32 | peer id, padded with zeros |
/// | 96 | 32 | transaction id, in the byte order of the hash (not reversed as explorers print it) |
///
/// A chunk's size is not in the record: it is always 16 KiB, as in the original.
public final class EventLayout {
  public static final int BYTES = 128;
  public static final int WORDS = BYTES / Long.BYTES;

  /// Offsets in words.
  public static final int SEQUENCE = 0;

  public static final int TIME = 1;
  public static final int SATOSHIS = 2;
  public static final int META = 3;
  public static final int TORRENT = 4;
  public static final int PEER = 8;
  public static final int TXID = 12;

  public static final int VERSION = 1;

  /// One word of a record in memory that is not an array of words.
  public static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// Every satoshi there will ever be: 21 million coins. No sum over a batch of up to 1,000 events
  /// can overflow a `long` (2.1e18 < 9.2e18).
  public static final long SATOSHIS_MAX = 21_000_000L * 100_000_000L;

  /// The last millisecond of the year 9999.
  public static final long TIME_MAX = 253_402_300_799_999L;

  private EventLayout() {}

  public static int piece(long meta) {
    return (int) meta;
  }

  public static int direction(long meta) {
    return (int) (meta >>> 32) & 0xFF;
  }

  public static long meta(int piece, int direction) {
    return (long) VERSION << 40 | (long) direction << 32 | Integer.toUnsignedLong(piece);
  }

  /// Why this record cannot be accepted, or null. Its sequence is not looked at: the batcher sets
  /// it.
  public static Refusal fault(long[] words, int offset) {
    long meta = words[offset + META];
    long satoshis = words[offset + SATOSHIS];
    long time = words[offset + TIME];
    int direction = direction(meta);
    if (meta >>> 40 != VERSION) {
      return Refusal.VERSION;
    }
    if (direction != 1 && direction != 2) {
      return Refusal.DIRECTION;
    }
    if ((int) meta < 0) {
      return Refusal.PIECE;
    }
    if (satoshis <= 0 || satoshis > SATOSHIS_MAX) {
      return Refusal.AMOUNT;
    }
    if (time <= 0 || time > TIME_MAX) {
      return Refusal.TIME;
    }
    if (isZero(words, offset + TORRENT)) {
      return Refusal.TORRENT;
    }
    if (isZero(words, offset + PEER)) {
      return Refusal.PEER;
    }
    return isZero(words, offset + TXID) ? Refusal.TRANSACTION_ID : null;
  }

  private static boolean isZero(long[] words, int offset) {
    return (words[offset] | words[offset + 1] | words[offset + 2] | words[offset + 3]) == 0;
  }
}
