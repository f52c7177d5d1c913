package journal;

/// A write or an fdatasync failed, and the journal stopped for good. After a failed fdatasync the
/// kernel may call pages clean that never reached the disk, so trying again would prove nothing:
/// restart the process and let recovery say what survived.
public final class JournalFailed extends IllegalStateException {
  private static final long serialVersionUID = 1;

  JournalFailed(Throwable cause) {
    super(
        "The journal stopped, and nothing that was not yet acknowledged will be: "
            + cause.getMessage(),
        cause);
  }
}
