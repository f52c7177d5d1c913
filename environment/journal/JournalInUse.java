package journal;

import java.io.IOException;
import java.nio.file.Path;

/// Somebody else has the journal open: another process, or another [Journal] in this one.
public final class JournalInUse extends IOException {
  private static final long serialVersionUID = 1;

  JournalInUse(Path folder, String holder) {
    super(
        "The journal in "
            + folder
            + " is open in "
            + holder
            + "; one at a time. Close that one, or use another folder.");
  }
}
