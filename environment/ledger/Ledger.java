package ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/// A ledger in a folder of its own: accounts, and transfers between them that are never lost, never
/// done twice and never create or destroy money.
///
/// ```java
/// try (Ledger ledger = Ledger.open(folder, LedgerOptions.DEFAULT)) {
///   Batch batch = new Batch(1);
///   batch.transfer(keyHigh, keyLow, from, to, amount);
///   if (ledger.submit(batch)) {                      // false: too much waits
///     batch.await();                                 // decided, and on the disk
///   }
/// }
/// ```
///
/// All methods may be called from any thread.
public final class Ledger implements AutoCloseable {
  private final Writer writer;

  private Ledger(Writer writer) {
    this.writer = writer;
  }

  /// Opens the ledger in `folder`, creating both if absent: from its newest snapshot and the rest
  /// of its journal, every record of which is verified.
  ///
  /// @throws LedgerCorrupt if its files are not as it wrote them
  /// @throws journal.JournalCorrupt if records of its journal are damaged or missing
  /// @throws journal.JournalInUse if it is open elsewhere
  public static Ledger open(Path folder, LedgerOptions options)
      throws IOException, InterruptedException {
    Writer writer = new Writer(folder, options);
    try {
      writer.start();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        default -> throw new IllegalStateException(e.getCause());
      }
    }
    return new Ledger(writer);
  }

  /// Hands work in, without waiting and without allocating.
  ///
  /// @return whether it was taken; false while too much waits
  /// @throws LedgerStopped if the ledger takes nothing any more
  public boolean submit(Work work) {
    if (work instanceof Batch batch && batch.count() == 0) {
      throw new IllegalArgumentException("a batch without requests");
    }
    work.submitted();
    return switch (writer.offer(work)) {
      case TAKEN -> true;
      case FULL -> {
        work.refused();
        yield false;
      }
      case STOPPED -> {
        work.refused();
        throw new LedgerStopped();
      }
    };
  }

  /// Writes the books to a file, from which the next start goes on. Nothing is decided meanwhile.
  ///
  /// @throws IOException if it could not be written; the ledger goes on without it
  public void snapshot() throws IOException, InterruptedException {
    Snapshotting work = new Snapshotting();
    while (!submit(work)) {
      Thread.onSpinWait();
    }
    work.await();
    work.requireTaken();
  }

  /// Commits to the disk since it was opened: one write and one fdatasync each.
  public long commits() {
    return writer.commits();
  }

  /// How long their fdatasyncs took, all of them together, in nanoseconds.
  public long commitNs() {
    return writer.commitNs();
  }

  /// Finishes what was taken, signs the chain and closes the files.
  ///
  /// @throws LedgerStopped if something that was taken was lost, with the reason
  @Override
  public void close() {
    try {
      writer.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (writer.failure() != null) {
      LedgerStopped stopped = new LedgerStopped();
      stopped.initCause(writer.failure());
      throw stopped;
    }
  }
}
