package sequencer.crypto;

/// The 32 bytes that name a payment channel, most significant word first.
///
/// A channel is looked up by these bytes and never by the text that a request carried: two
/// spellings of one id must not become two channels with one deposit.
///
/// Ids are chosen by clients, so they may be made to collide in a hash map. Being comparable keeps
/// such a bin of `ConcurrentHashMap` a balanced tree.
public record ChannelId(long first, long second, long third, long fourth)
    implements Comparable<ChannelId> {
  public static final int BYTES = 32;

  /// The id in `bytes[offset, offset + 32)`.
  public static ChannelId read(byte[] bytes, int offset) {
    return new ChannelId(
        BigEndian.getLong(bytes, offset),
        BigEndian.getLong(bytes, offset + 8),
        BigEndian.getLong(bytes, offset + 16),
        BigEndian.getLong(bytes, offset + 24));
  }

  /// 64 hexadecimal digits in any case, with or without `0x`; null if `text` is anything else.
  public static ChannelId parse(CharSequence text) {
    byte[] bytes = Hex.parse(text, BYTES);
    return bytes == null ? null : read(bytes, 0);
  }

  public void write(byte[] bytes, int offset) {
    BigEndian.putLong(bytes, offset, first);
    BigEndian.putLong(bytes, offset + 8, second);
    BigEndian.putLong(bytes, offset + 16, third);
    BigEndian.putLong(bytes, offset + 24, fourth);
  }

  @Override
  public int compareTo(ChannelId other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  /// `0x` and 64 lower-case digits.
  @Override
  public String toString() {
    byte[] bytes = new byte[BYTES];
    write(bytes, 0);
    return Hex.format(bytes);
  }
}
