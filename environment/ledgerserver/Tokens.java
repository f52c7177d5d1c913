package ledgerserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs tokens, and tells who holds one:
///
/// ```
/// lt1.SUBJECT.SCOPE+SCOPE.FROM-TO.EXPIRES.MAC
/// ```
///
/// MAC is HMAC-SHA256 (RFC 2104) over all that stands before its dot, in base64url without padding.
/// It is compared as text, in a time that does not tell how much of it is right: another spelling
/// of the same bytes is another token. Only what it has signed is read further.
///
/// All methods may be called from any thread.
public final class Tokens {
  /// Where a ledger's folder has the key.
  public static final String FILE = "token.key";

  private static final String SCHEME = "Bearer ";
  private static final String PREFIX = "lt1.";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MAC_CHARACTERS = 43;
  private static final int TOKEN_MAX = 256;

  private final ThreadLocal<Mac> macs;

  private Tokens(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    this.macs =
        ThreadLocal.withInitial(
            () -> {
              try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(secret);
                return mac;
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  /// Those of the ledger in a folder; the first time a key is drawn and kept there, readable by its
  /// owner only.
  public static Tokens in(Path folder) throws IOException {
    return of(folder.resolve(FILE));
  }

  /// Those of the key in a file, which is drawn if there is none.
  public static Tokens of(Path file) throws IOException {
    if (!Files.exists(file)) {
      byte[] key = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(key);
      Files.createDirectories(file.toAbsolutePath().getParent());
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      String text = HexFormat.of().formatHex(key) + "\n";
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.SYNC);
    }
    try {
      byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
      if (key.length == KEY_BYTES) {
        return of(key);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new IOException(file + " holds no key of " + 2 * KEY_BYTES + " hexadecimal digits");
  }

  /// Those of a key of 32 bytes.
  static Tokens of(byte[] key) {
    return new Tokens(key);
  }

  /// A token that says this.
  public String sign(Grant grant) {
    String scopes =
        grant.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining("+"));
    String text =
        "%s%s.%s.%s-%s.%s"
            .formatted(PREFIX, grant.subject(), scopes, grant.from(), grant.to(), grant.expiresS());
    return text + "." + new String(mac(text), ISO_8859_1);
  }

  /// Who sends a request.
  ///
  /// @param authorization its header, or null
  /// @param nowS seconds since 1970
  /// @throws Refused with status 401
  Grant check(String authorization, long nowS) throws Refused {
    Refused.unless(
        authorization != null && authorization.startsWith(SCHEME),
        401,
        "this path needs a token: authorization: Bearer ...");
    String token = authorization.substring(SCHEME.length());
    int dot = token.length() - MAC_CHARACTERS - 1;
    Refused.unless(
        dot > PREFIX.length() && token.length() <= TOKEN_MAX && isSigned(token, dot),
        401,
        "the token was not signed by this ledger");
    Grant grant = read(token.substring(PREFIX.length(), dot).split("\\.", -1));
    Refused.unless(nowS < grant.expiresS(), 401, "the token has expired");
    return grant;
  }

  private boolean isSigned(String token, int dot) {
    byte[] given = token.substring(dot + 1).getBytes(ISO_8859_1);
    return token.charAt(dot) == '.'
        && token.startsWith(PREFIX)
        && MessageDigest.isEqual(mac(token.substring(0, dot)), given);
  }

  /// Of what this ledger has signed, so it cannot be wrong.
  private static Grant read(String[] parts) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    String words = "+" + parts[1] + "+";
    for (Scope scope : Scope.values()) {
      if (words.contains("+" + scope.word() + "+")) {
        scopes.add(scope);
      }
    }
    int dash = parts[2].indexOf('-');
    return new Grant(
        parts[0],
        scopes,
        Long.parseLong(parts[2].substring(0, dash)),
        Long.parseLong(parts[2].substring(dash + 1)),
        Long.parseLong(parts[3]));
  }

  private byte[] mac(String text) {
    byte[] mac = macs.get().doFinal(text.getBytes(ISO_8859_1));
    return Base64.getUrlEncoder().withoutPadding().encode(mac);
  }
}
