package journal;

/// The journal was closed; it takes no more records.
public final class JournalClosed extends IllegalStateException {
  private static final long serialVersionUID = 1;

  JournalClosed() {
    super("The journal is closed. Open it again to append.");
  }
}
