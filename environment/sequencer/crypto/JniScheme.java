package sequencer.crypto;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import runtime.Temporary;

/// libsecp256k1 through the JNI methods of secp256k1-kmp. Those sign without saying which of the
/// two points was used, so v costs a trial recovery on top of each signature; [NativeScheme] calls
/// the same library's recoverable signing and does not pay that.
final class JniScheme implements SignatureScheme {
  private final Secp256k1 library;

  /// @throws UnsatisfiedLinkError or IllegalStateException if the library cannot be loaded here
  JniScheme() {
    try {
      System.setProperty("fr.acinq.secp256k1.tmpdir", Temporary.folder().toString());
    } catch (IOException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
    this.library = Secp256k1.get();
  }

  @Override
  public String name() {
    return "jni";
  }

  @Override
  public Signer signer(byte[] privateKey) {
    byte[] key = Curve.requirePrivateKey(privateKey);
    return new Key(library, key, withoutFormat(library.pubkeyCreate(key)));
  }

  @Override
  public Optional<Address> recover(byte[] digest, Signature signature) {
    Curve.requireDigest(digest);
    byte[] rs = Arrays.copyOf(signature.rsv(), 64);
    try {
      byte[] key = library.ecdsaRecover(rs, digest, signature.v() - 27);
      return Optional.of(Address.ofPublicKey(withoutFormat(key)));
    } catch (Secp256k1Exception noPointWithThisAbscissa) {
      return Optional.empty();
    }
  }

  private static byte[] withoutFormat(byte[] uncompressed) {
    return Arrays.copyOfRange(uncompressed, 1, 65);
  }

  private record Key(Secp256k1 library, byte[] privateKey, byte[] publicKey) implements Signer {
    @Override
    public Signature sign(byte[] digest) {
      byte[] rs = library.sign(Curve.requireDigest(digest), privateKey, null);
      byte[] rsv = Arrays.copyOf(rs, Signature.BYTES);
      byte[] withZero = withoutFormat(library.ecdsaRecover(rs, digest, 0));
      rsv[64] = (byte) (Arrays.equals(withZero, publicKey) ? 27 : 28);
      return Signature.of(rsv);
    }

    @Override
    public byte[] publicKey() {
      return publicKey.clone();
    }
  }
}
