package batcher.payment;

import java.util.Arrays;
import java.util.Optional;

/// Pay to public key hash: the scripts by which nearly all coins are locked and unlocked.
final class P2pkh {
  static final int LOCK_BYTES = 25;
  static final int PUBLIC_KEY_BYTES = 33;

  private static final byte DUP = 0x76;
  private static final byte HASH160 = (byte) 0xA9;
  private static final byte EQUALVERIFY = (byte) 0x88;
  private static final byte CHECKSIG = (byte) 0xAC;

  /// A DER signature is from 8 to 72 bytes; anything up to 75 is pushed by its bare length.
  private static final int SIGNATURE_BYTES_MAX = 72;

  private P2pkh() {}

  /// What an unlocking script holds.
  ///
  /// @param der the signature without its hash type
  record Unlock(byte[] der, int hashType, byte[] publicKey) {}

  static byte[] lock(PublicKeyHash owner) {
    byte[] script = new byte[LOCK_BYTES];
    script[0] = DUP;
    script[1] = HASH160;
    script[2] = PublicKeyHash.BYTES;
    System.arraycopy(owner.toBytes(), 0, script, 3, PublicKeyHash.BYTES);
    script[23] = EQUALVERIFY;
    script[24] = CHECKSIG;
    return script;
  }

  /// To whom `script` pays; empty if it is no P2PKH script.
  static Optional<PublicKeyHash> owner(byte[] script) {
    if (script.length != LOCK_BYTES) {
      return Optional.empty();
    }
    PublicKeyHash owner = PublicKeyHash.of(Arrays.copyOfRange(script, 3, 23));
    return Arrays.equals(script, lock(owner)) ? Optional.of(owner) : Optional.empty();
  }

  static byte[] unlock(Unlock parts) {
    byte[] script = new byte[parts.der.length + 1 + PUBLIC_KEY_BYTES + 2];
    int position = 0;
    script[position++] = (byte) (parts.der.length + 1);
    System.arraycopy(parts.der, 0, script, position, parts.der.length);
    position += parts.der.length;
    script[position++] = (byte) parts.hashType;
    script[position++] = PUBLIC_KEY_BYTES;
    System.arraycopy(parts.publicKey, 0, script, position, PUBLIC_KEY_BYTES);
    return script;
  }

  /// The parts of `script`; empty if it is anything but a signature and a compressed key.
  static Optional<Unlock> parse(byte[] script) {
    int signature = script.length == 0 ? 0 : script[0];
    if (signature < 9
        || signature > SIGNATURE_BYTES_MAX + 1
        || script.length != signature + PUBLIC_KEY_BYTES + 2
        || script[signature + 1] != PUBLIC_KEY_BYTES) {
      return Optional.empty();
    }
    return Optional.of(
        new Unlock(
            Arrays.copyOfRange(script, 1, signature),
            script[signature] & 0xFF,
            Arrays.copyOfRange(script, signature + 2, script.length)));
  }
}
