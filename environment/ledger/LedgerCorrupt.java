package ledger;

import java.util.Locale;
import runtime.ExitStatus;
import runtime.Foreseen;

/// A ledger's files are not as the ledger wrote them.
public final class LedgerCorrupt extends IllegalStateException implements Foreseen {
  private static final long serialVersionUID = 1;

  LedgerCorrupt(String sentence, Object... values) {
    super(String.format(Locale.ROOT, sentence, values));
  }

  @Override
  public ExitStatus exitStatus() {
    return ExitStatus.FAILED;
  }
}
