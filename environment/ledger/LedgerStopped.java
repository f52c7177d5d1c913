package ledger;

/// The ledger takes and answers nothing any more: it was closed, or its journal failed. What was
/// under way is decided by the next start.
public final class LedgerStopped extends IllegalStateException {
  private static final long serialVersionUID = 1;

  LedgerStopped() {
    super("the ledger has stopped; the next start tells what became of what was under way");
  }
}
