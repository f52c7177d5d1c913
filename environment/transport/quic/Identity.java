package transport.quic;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// What a server shows: two PEM files.
///
/// @param certificates its certificate, then those that lead to an authority, if any
/// @param key its private key, PKCS #8
public record Identity(Path certificates, Path key) {
  /// The digest by which browsers and [Trust.Pinned] know a certificate.
  ///
  /// @return 64 lower-case hexadecimal digits
  public static String sha256(X509Certificate certificate) {
    try {
      return sha256(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read knows its bytes", e);
    }
  }

  /// The same of a certificate's DER form, which need not be read for it.
  public static String sha256(byte[] certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate);
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
