package batcher.payment;

import fr.acinq.secp256k1.Secp256k1;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A key pair that exists only for tests and measurements: anyone with the seed has it.
final class PayerKey {
  private static final Secp256k1 CURVE = Secp256k1.get();

  private final byte[] privateKey;
  private final byte[] publicKey;
  private final PublicKeyHash hash;

  PayerKey(byte[] privateKey) {
    if (!CURVE.secKeyVerify(privateKey)) {
      throw new IllegalArgumentException(
          "a private key is 32 bytes from 1 to the order of secp256k1 less one; this one is not");
    }
    this.privateKey = privateKey.clone();
    this.publicKey = CURVE.pubKeyCompress(CURVE.pubkeyCreate(privateKey));
    this.hash = Hashes.ofPublicKey(publicKey);
  }

  /// The key of the payer called `name` under `seed`: the first of SHA-256(seed, name, 0), (…, 1),
  /// ... that is a private key.
  static PayerKey of(long seed, String name) {
    byte[] label = name.getBytes(StandardCharsets.UTF_8);
    for (int attempt = 0; ; attempt++) {
      byte[] candidate =
          Hashes.sha256(
              ByteBuffer.allocate(8).putLong(seed).array(),
              label,
              ByteBuffer.allocate(4).putInt(attempt).array());
      if (CURVE.secKeyVerify(candidate)) {
        return new PayerKey(candidate);
      }
    }
  }

  PublicKeyHash hash() {
    return hash;
  }

  /// `transaction` with its only input, which spends `coin`, unlocked by this key.
  Transaction sign(Transaction transaction, Coin coin) {
    byte[] compact = CURVE.sign(SignatureHash.of(transaction, 0, coin), privateKey, null);
    byte[] unlock =
        P2pkh.unlock(
            new P2pkh.Unlock(CURVE.compact2der(compact), SignatureHash.ALL_FORKID, publicKey));
    return new Transaction(
        java.util.List.of(transaction.inputs().getFirst().withUnlock(unlock)),
        transaction.outputs());
  }

  /// Whether `unlock` is the signature of `coin`'s owner over this transaction. High s, which is
  /// the same signature in another coat, is refused as the network refuses it.
  static boolean isSigned(Transaction transaction, P2pkh.Unlock unlock, Coin coin) {
    if (unlock.hashType() != SignatureHash.ALL_FORKID
        || !Hashes.ofPublicKey(unlock.publicKey()).equals(coin.owner())) {
      return false;
    }
    try {
      return CURVE.verify(
          CURVE.der2compact(unlock.der()),
          SignatureHash.of(transaction, 0, coin),
          unlock.publicKey());
    } catch (fr.acinq.secp256k1.Secp256k1Exception malformed) {
      return false;
    }
  }
}
