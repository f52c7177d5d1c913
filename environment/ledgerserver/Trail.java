package ledgerserver;

import java.util.HexFormat;
import ledger.AuditEvent;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerStopped;
import ledger.Note;

/// Has the ledger write down who asked for what, in the chain that its audit follows: every change,
/// durable before its answer, and every request that was refused for want of a token or a right.
///
/// Whoever has no token could fill the disk with refusals, so no more than 100 a second are written
/// down; the next one says how many were not.
///
/// All methods may be called from any thread.
final class Trail {
  private static final int REFUSALS_MAX = 100;
  private static final long SECOND_NS = 1_000_000_000;

  private final Ledger ledger;
  private final boolean writes;
  private long secondNs = Long.MIN_VALUE;
  private int inSecond;
  private long leftOut;

  /// @param writes whether it does anything
  Trail(Ledger ledger, boolean writes) {
    this.ledger = ledger;
    this.writes = writes;
  }

  /// Somebody may do this: the ledger is to say so before it does it.
  ///
  /// @param object on what: a key, an account
  Batch allowed(Grant grant, Route route, String object, Batch batch) {
    return writes
        ? batch.noted(new AuditEvent(grant.subject(), route.word(), object, "allowed"))
        : batch;
  }

  /// A request went no further.
  ///
  /// @param grant whose it was, or null if that is not known
  /// @param path as it was sent
  synchronized void refused(Grant grant, Route route, String path, Refused why, long nowNs) {
    if (!writes || !isOfRights(why.status())) {
      return;
    }
    if (nowNs - secondNs >= SECOND_NS || secondNs == Long.MIN_VALUE) {
      secondNs = nowNs;
      inSecond = 0;
    }
    if (inSecond == REFUSALS_MAX) {
      leftOut++;
      return;
    }
    String outcome = why.status() + " " + why.getMessage();
    if (leftOut > 0) {
      outcome = leftOut + " more before, then " + outcome;
    }
    String subject = grant == null ? "-" : grant.subject();
    if (isTaken(new AuditEvent(subject, route.word(), path, outcome))) {
      inSecond++;
      leftOut = 0;
    } else {
      leftOut++;
    }
  }

  private static boolean isOfRights(int status) {
    return status == 401 || status == 403;
  }

  private boolean isTaken(AuditEvent event) {
    try {
      return ledger.submit(new Note(event));
    } catch (LedgerStopped e) {
      return false; // and with it everything else
    }
  }

  /// Refusals that wait to be told as a number.
  synchronized long leftOut() {
    return leftOut;
  }

  /// A key as a client writes it.
  static String object(Key key) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(key.high()) + hex.toHexDigits(key.low());
  }
}
