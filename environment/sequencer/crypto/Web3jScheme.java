package sequencer.crypto;

import java.math.BigInteger;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Optional;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Sign;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.utils.Numeric;

/// The reference: web3j on Bouncy Castle, pure Java, runs anywhere. Several times slower than
/// libsecp256k1.
final class Web3jScheme implements SignatureScheme {
  @Override
  public String name() {
    return "web3j";
  }

  @Override
  public Signer signer(byte[] privateKey) {
    return new KeyPair(ECKeyPair.create(Curve.requirePrivateKey(privateKey)));
  }

  @Override
  public Optional<Address> recover(byte[] digest, Signature signature) {
    Curve.requireDigest(digest);
    byte[] rsv = signature.rsv();
    SignatureData data =
        new SignatureData(rsv[64], Arrays.copyOfRange(rsv, 0, 32), Arrays.copyOfRange(rsv, 32, 64));
    try {
      BigInteger key = Sign.signedMessageHashToKey(digest, data);
      // web3j encodes the point at infinity, which is nobody's key, as zero. Anyone can make a
      // signature that leads there: s = digest / k for the k that gave r.
      return key.signum() == 0 ? Optional.empty() : Optional.of(Address.ofPublicKey(xAndY(key)));
    } catch (SignatureException | IllegalArgumentException noPointWithThisAbscissa) {
      // Bouncy Castle throws IllegalArgumentException when r is not the abscissa of any point.
      return Optional.empty();
    }
  }

  private static byte[] xAndY(BigInteger publicKey) {
    return Numeric.toBytesPadded(publicKey, 64);
  }

  private record KeyPair(ECKeyPair keys) implements Signer {
    @Override
    public Signature sign(byte[] digest) {
      SignatureData data = Sign.signMessage(Curve.requireDigest(digest), keys, false);
      byte[] rsv = new byte[Signature.BYTES];
      System.arraycopy(data.getR(), 0, rsv, 0, 32);
      System.arraycopy(data.getS(), 0, rsv, 32, 32);
      rsv[64] = data.getV()[0];
      return Signature.of(rsv);
    }

    @Override
    public byte[] publicKey() {
      return xAndY(keys.getPublicKey());
    }
  }
}
