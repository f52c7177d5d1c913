package transport.quic;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a server can tell again without remembering it, under a key of its own (HMAC-SHA-256): the
/// id of a connection from the one that the client chose, and whether an address was proven by a
/// Retry (RFC 9000, section 8.1.2).
public final class Tokens {
  /// How long a token holds.
  public static final long LIFE_NS = 10_000_000_000L;
  private static final int MAC_BYTES = 16;

  /// The longest id that QUIC has.
  private static final int ID_BYTES = 20;

  /// The longest token, whose last bytes are the id that the client chose.
  public static final int BYTES_MAX = 8 + MAC_BYTES + ID_BYTES;

  private final Mac mac;

  /// With a key drawn from this.
  public Tokens(SecureRandom random) {
    byte[] key = new byte[32];
    random.nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /// The same for each packet that carries the same id of the client's choice, and not to be
  /// foreseen.
  public long connectionId(byte[] chosen) {
    mac.update((byte) 'c');
    return ByteBuffer.wrap(mac.doFinal(chosen)).getLong();
  }

  /// A token for the client at this address that chose `original` and now gets `id`.
  public byte[] token(byte[] address, long id, byte[] original, long nowNs) {
    long end = nowNs + LIFE_NS;
    return ByteBuffer.allocate(8 + MAC_BYTES + original.length)
        .putLong(end)
        .put(mac(address, id, original, end))
        .put(original)
        .array();
  }

  /// Reads a token back.
  ///
  /// @return the id that the client chose first, or null if this is no token for this address and
  ///     id, or too old
  public byte[] original(byte[] token, byte[] address, long id, long nowNs) {
    if (token.length < 8 + MAC_BYTES || token.length > BYTES_MAX) {
      return null;
    }
    long end = ByteBuffer.wrap(token).getLong();
    byte[] given = Arrays.copyOfRange(token, 8, 8 + MAC_BYTES);
    byte[] original = Arrays.copyOfRange(token, 8 + MAC_BYTES, token.length);
    boolean genuine = MessageDigest.isEqual(given, mac(address, id, original, end));
    return genuine && end - nowNs > 0 ? original : null;
  }

  private byte[] mac(byte[] address, long id, byte[] original, long end) {
    mac.update((byte) 't');
    mac.update(ByteBuffer.allocate(20).putLong(id).putLong(end).putInt(address.length).flip());
    mac.update(address);
    return Arrays.copyOf(mac.doFinal(original), MAC_BYTES);
  }
}
