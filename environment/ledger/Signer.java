package ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/// Signs with Ed25519 what the chain has come to. Who has the key can write another history, so an
/// auditor who trusts nobody notes a checkpoint, or at least the public key, in time.
final class Signer {
  static final String FILE = "signing.key";

  private static final String ALGORITHM = "Ed25519";
  private static final byte[] TAG = "ledger".getBytes(StandardCharsets.US_ASCII);

  private final PrivateKey key;
  private final byte[] publicKey;

  private Signer(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /// The signer of the ledger in a folder; the first time it draws a key and keeps it there.
  static Signer in(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        write(file, KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair());
      }
      List<String> lines = Files.readAllLines(file);
      byte[] secret = Base64.getDecoder().decode(lines.getFirst());
      byte[] known = Base64.getDecoder().decode(lines.get(1));
      Signer signer =
          new Signer(
              KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(secret)),
              known);
      if (isSigned(signer.sign(0, TAG), known, 0, TAG)) {
        return signer;
      }
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LedgerCorrupt("%s holds no pair of keys: %s", file, e.getMessage());
    }
    throw new LedgerCorrupt("the two keys in %s are no pair", file);
  }

  /// The public key, as X.509 has it.
  byte[] publicKey() {
    return publicKey.clone();
  }

  /// Signs that after so many requests the hash was this.
  byte[] sign(long decided, byte[] hash) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(statement(decided, hash));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Whether the owner of the key has signed that.
  static boolean isSigned(byte[] signed, byte[] publicKey, long decided, byte[] hash) {
    try {
      PublicKey key =
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(statement(decided, hash));
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] statement(long decided, byte[] hash) {
    return ByteBuffer.allocate(TAG.length + Long.BYTES + hash.length)
        .put(TAG)
        .putLong(decided)
        .put(hash)
        .array();
  }

  private static void write(Path file, KeyPair pair) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    String text =
        base64.encodeToString(pair.getPrivate().getEncoded())
            + "\n"
            + base64.encodeToString(pair.getPublic().getEncoded())
            + "\n";
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (posix) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
  }
}
