package sequencerpostgres;

import java.util.HexFormat;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;

/// Ids and addresses as `bytea`.
final class Bytes {
  /// The id of no channel, under which the writer's own row stands.
  static final byte[] NO_CHANNEL = new byte[ChannelId.BYTES];

  private Bytes() {}

  static byte[] of(ChannelId id) {
    byte[] bytes = new byte[ChannelId.BYTES];
    id.write(bytes, 0);
    return bytes;
  }

  /// @param hash `0x` and hexadecimal digits
  static byte[] ofHash(String hash) {
    return HexFormat.of().parseHex(hash, 2, hash.length());
  }

  static String toHash(byte[] hash) {
    return "0x" + HexFormat.of().formatHex(hash);
  }

  static byte[] of(Address address) {
    byte[] bytes = new byte[Address.BYTES];
    address.write(bytes, 0);
    return bytes;
  }
}
