package transport.quic;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A server's certificate that nobody vouches for: browsers and [Trust.Pinned] know it by its
/// digest. It names `localhost`, 127.0.0.1 and ::1.
///
/// @param certificate as it was written
/// @param identity the two files
public record SelfSigned(X509Certificate certificate, Identity identity) {
  /// The longest life that browsers grant to a certificate they know by its digest (WebTransport,
  /// section 6.9 "custom certificate requirements").
  public static final Duration LONGEST_FOR_BROWSERS = Duration.ofDays(14);

  /// Which key a certificate holds.
  public enum Key {
    /// What browsers ask for.
    ECDSA_P256("EC", "SHA256withECDSA"),
    /// What many servers have: signing costs some ten times as much.
    RSA_2048("RSA", "SHA256withRSA");

    private final String algorithm;
    private final String signature;

    Key(String algorithm, String signature) {
      this.algorithm = algorithm;
      this.signature = signature;
    }

    private KeyPair generate() throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (this == ECDSA_P256) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2_048);
      }
      return generator.generateKeyPair();
    }
  }

  /// Makes a key and its certificate and writes `certificate.pem` and `key.pem` into a folder.
  ///
  /// @param from when it begins to be valid; take some time before now, clocks may differ
  /// @param life until it ends; browsers take at most [#LONGEST_FOR_BROWSERS]
  public static SelfSigned write(Path folder, Key kind, Instant from, Duration life)
      throws IOException {
    try {
      KeyPair pair = kind.generate();
      X509Certificate certificate = certificate(pair, kind, from, life);
      Path certificateFile = folder.resolve("certificate.pem");
      Path keyFile = folder.resolve("key.pem");
      Files.writeString(certificateFile, pem(certificate));
      Files.writeString(keyFile, pem(new PKCS8Generator(key(pair), null)));
      return new SelfSigned(certificate, new Identity(certificateFile, keyFile));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make a " + kind + " certificate", e);
    }
  }

  private static X509Certificate certificate(KeyPair pair, Key kind, Instant from, Duration life)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    X500Name name = new X500Name("CN=localhost");
    GeneralName[] names = {
      new GeneralName(GeneralName.dNSName, "localhost"),
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.iPAddress, "::1")
    };
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, new SecureRandom()),
            Date.from(from),
            Date.from(from.plus(life)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    var signer = new JcaContentSignerBuilder(kind.signature).build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  /// One of an elliptic curve with its public key, which RFC 5915 lets out and servers on rustls
  /// demand.
  private static PrivateKeyInfo key(KeyPair pair) {
    PrivateKeyInfo bare = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    if (!(pair.getPrivate() instanceof ECPrivateKey secret)) return bare;
    var shown = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()).getPublicKeyData();
    var whole =
        new org.bouncycastle.asn1.sec.ECPrivateKey(
            secret.getParams().getOrder().bitLength(), secret.getS(), shown, null);
    try {
      return new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole);
    } catch (IOException e) {
      throw new IllegalStateException("a key that was just made can be encoded", e);
    }
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }
}
