package transport.quic;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Set;

/// Which server a client believes.
public sealed interface Trust {

  /// The server whose certificate has one of these SHA-256 digests (of the whole DER form, as in
  /// the browsers' `serverCertificateHashes`).
  ///
  /// @param sha256 in lower-case hexadecimal, 64 digits each
  record Pinned(Set<String> sha256) implements Trust {
    public Pinned {
      sha256 = Set.copyOf(sha256);
      if (sha256.isEmpty()) {
        throw new IllegalArgumentException("trust by digest needs at least one digest");
      }
      for (String digest : sha256) {
        if (!digest.matches("[0-9a-f]{64}")) {
          throw new IllegalArgumentException(
              "a SHA-256 digest is 64 lower-case hexadecimal digits, not '%s'".formatted(digest));
        }
      }
    }

    /// The server that shows exactly this certificate.
    public static Pinned to(X509Certificate certificate) {
      return new Pinned(Set.of(Identity.sha256(certificate)));
    }
  }

  /// Servers whose certificate is signed by an authority in this PEM file and names the server.
  record Authority(Path certificates) implements Trust {
    public Authority {
      if (!Files.isReadable(certificates)) {
        throw new IllegalArgumentException(
            "the authorities' certificates cannot be read: " + certificates);
      }
    }
  }

  /// Any server at all: for tests and measurements on one machine.
  record AnyoneForTests() implements Trust {}
}
