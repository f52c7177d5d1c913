package ledgerserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final Grant GRANT =
      new Grant("till-7", EnumSet.of(Scope.READ, Scope.TRANSFER), 10, 19, 2_000);

  @TempDir Path folder;

  @Test
  void itReadsWhatItHasSigned() throws Exception {
    Tokens tokens = Tokens.in(folder);
    String token = tokens.sign(GRANT);
    assertTrue(token.startsWith("lt1.till-7.read+transfer.10-19.2000."), token);
    assertEquals(GRANT, tokens.check("Bearer " + token, 1_999));
    assertEquals(GRANT, Tokens.in(folder).check("Bearer " + token, 0));
  }

  @Test
  void theKeyIsItsOwnersAlone() throws Exception {
    Tokens.in(folder);
    Path file = folder.resolve(Tokens.FILE);
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals(
          PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file));
    }
    Files.writeString(file, "abcd\n");
    assertThrows(IOException.class, () -> Tokens.in(folder));
  }

  /// One character less, more, other or elsewhere makes another token.
  @Test
  void whatItHasNotSignedIsRefused() throws Exception {
    Tokens tokens = Tokens.in(folder);
    String token = tokens.sign(GRANT);
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < token.length(); i++) {
      assertForged(tokens, token.substring(0, i) + token.substring(i + 1));
      for (int c = 0x20; c < 0x7F; c++) {
        if (c != token.charAt(i)) {
          assertForged(tokens, token.substring(0, i) + (char) c + token.substring(i + 1));
        }
      }
      String inserted = token.substring(0, i) + (char) random.nextInt(0x20, 0x7F);
      assertForged(tokens, inserted + token.substring(i));
    }
    assertForged(tokens, token + "=");
    assertForged(tokens, token + token);
    assertForged(tokens, token.replace("10-19", "1-99999"));
    assertForged(tokens, "");
    assertForged(tokens, "lt1....." + "A".repeat(43));
    assertForged(Tokens.in(folder.resolve("other")), token);
  }

  @Test
  void aTokenThatSaysNothingCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> grant("", Set.of(Scope.READ), 1, 2));
    assertThrows(IllegalArgumentException.class, () -> grant("a.b", Set.of(Scope.READ), 1, 2));
    assertThrows(
        IllegalArgumentException.class, () -> grant("a".repeat(33), Set.of(Scope.READ), 1, 2));
    assertThrows(IllegalArgumentException.class, () -> grant("a", Set.of(), 1, 2));
    assertThrows(IllegalArgumentException.class, () -> grant("a", Set.of(Scope.READ), 2, 1));
    assertThrows(IllegalArgumentException.class, () -> grant("a", Set.of(Scope.READ), 0, 1));
  }

  private static Grant grant(String subject, Set<Scope> scopes, long from, long to) {
    return new Grant(subject, scopes, from, to, 1);
  }

  private static void assertForged(Tokens tokens, String token) {
    Refused refused =
        assertThrows(Refused.class, () -> tokens.check("Bearer " + token, 0), () -> token);
    assertEquals(401, refused.status());
  }
}
