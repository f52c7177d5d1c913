package kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import runtime.Project;

/// Holds what the user sees against files that somebody has read and approved.
///
/// To change one on purpose: `APPROVE=yes ./jbang test TestName` rewrites the files that differ and
/// fails, naming each; read `git diff tests/approved`, then run again without the variable.
public final class Approval {
  private static final Path FOLDER = Project.home().resolve("tests/approved");
  private static final boolean REWRITE = "yes".equals(System.getenv("APPROVE"));

  private Approval() {}

  /// Fails unless the file in `tests/approved` holds exactly this text.
  public static void check(String file, String actual) {
    Path path = FOLDER.resolve(file);
    try {
      String approved = Files.exists(path) ? Files.readString(path, UTF_8) : null;
      if (actual.equals(approved)) {
        return;
      }
      if (REWRITE) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, actual, UTF_8);
        fail(path + " was rewritten; read the change, then run again without APPROVE");
      }
      assertEquals(approved, actual, path + " does not hold (APPROVE=yes rewrites it)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
