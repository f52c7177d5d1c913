package journal;

import java.io.IOException;
import java.nio.file.Path;

/// The files hold something that no crash can have left there, so records that were acknowledged
/// are damaged or missing. Nothing was changed: the files are as they were found.
public final class JournalCorrupt extends IOException {
  private static final long serialVersionUID = 1;

  private final transient Path file;
  private final long offset;

  JournalCorrupt(Path file, long offset, String what) {
    super(
        file
            + ", byte "
            + offset
            + ": "
            + what
            + " The journal is left untouched; restore it from a copy.");
    this.file = file;
    this.offset = offset;
  }

  /// The damaged file.
  public Path file() {
    return file;
  }

  /// Where in the file, in bytes from its beginning.
  public long offset() {
    return offset;
  }
}
