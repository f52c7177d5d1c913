package ledger;

import java.util.concurrent.locks.LockSupport;

/// What a ledger is asked, handed in with [Ledger#submit]. It belongs to the ledger until it is
/// answered, and may then be used again.
public abstract sealed class Work permits Batch, Lookup, Note, Snapshotting {
  /// Of which the chain keeps nothing but what it asks for.
  static final byte[] NOTHING = {};

  private static final int MINE = 0;
  private static final int SUBMITTED = 1;
  private static final int FAILED = 2;

  private volatile int stage;
  private volatile Thread waiter;
  private Runnable listener = () -> {};

  /// What the chain is to keep of it, before what it asks for ([AuditEvent#bytes]).
  byte[] noted = NOTHING;

  /// The journal's record that must be durable first.
  long sequence;

  /// Runs when it is answered or lost, on a thread of the ledger, which must not be held up.
  public void onAnswer(Runnable answered) {
    listener = answered;
  }

  /// Waits for the answer.
  ///
  /// @throws LedgerStopped if none will come: the ledger could not make it durable
  public void await() throws InterruptedException {
    waiter = Thread.currentThread();
    while (stage == SUBMITTED) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        waiter = null;
        throw new InterruptedException();
      }
    }
    waiter = null;
    if (isLost()) {
      throw new LedgerStopped();
    }
  }

  /// Whether the ledger still has it.
  public boolean isUnderWay() {
    return stage == SUBMITTED;
  }

  /// Whether no answer will come. Its requests may be there after a restart, or not.
  public boolean isLost() {
    return stage == FAILED;
  }

  void submitted() {
    if (stage == SUBMITTED) {
      throw new IllegalStateException("it is under way already");
    }
    stage = SUBMITTED;
  }

  /// Gives it back unanswered and untouched.
  void refused() {
    stage = MINE;
  }

  void answered() {
    end(MINE);
  }

  void lost() {
    end(FAILED);
  }

  void requireMine() {
    if (stage == SUBMITTED) {
      throw new IllegalStateException("it is the ledger's until it is answered");
    }
  }

  private void end(int how) {
    stage = how;
    Thread waiting = waiter;
    if (waiting != null) {
      LockSupport.unpark(waiting);
    }
    listener.run();
  }
}
