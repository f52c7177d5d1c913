package ledger;

import java.time.Duration;
import java.time.InstantSource;
import journal.JournalOptions;

/// How a ledger is bounded.
///
/// @param journal what its journal is like; its records hold the largest block
/// @param waiting pieces of work that wait at most, a power of two; beyond it [Ledger#submit]
///     answers false
/// @param checkpointEvery after how long the chain is signed, if it went on
/// @param clock for the times of blocks, by which pending transfers expire
public record LedgerOptions(
    JournalOptions journal, int waiting, Duration checkpointEvery, InstantSource clock) {
  private static final int MEBIBYTE = 1 << 20;

  /// 64 MiB segments, 16 MiB waiting to be durable, 4 MiB a commit, 4,096 pieces of work waiting to
  /// be decided, a signature a second.
  public static final LedgerOptions DEFAULT =
      new LedgerOptions(
          JournalOptions.DEFAULT
              .withSegmentBytes(64L * MEBIBYTE)
              .withWaitingBytesMax(16 * MEBIBYTE)
              .withCommitBytesMax(4 * MEBIBYTE)
              .withRecordBytesMax(Block.BYTES_MAX),
          1 << 12,
          Duration.ofSeconds(1),
          InstantSource.system());

  public LedgerOptions {
    if (journal.recordBytesMax() < Block.BYTES_MAX) {
      throw new IllegalArgumentException(
          "the journal takes records of "
              + journal.recordBytesMax()
              + " bytes; a block has up to "
              + Block.BYTES_MAX);
    }
    if (waiting < 1 || Integer.bitCount(waiting) != 1) {
      throw new IllegalArgumentException("waiting is " + waiting + "; it must be a power of two");
    }
  }

  /// These options with another journal.
  public LedgerOptions withJournal(JournalOptions other) {
    return new LedgerOptions(other, waiting, checkpointEvery, clock);
  }

  /// These options with another bound on what waits.
  public LedgerOptions withWaiting(int pieces) {
    return new LedgerOptions(journal, pieces, checkpointEvery, clock);
  }

  /// These options with another clock.
  public LedgerOptions withClock(InstantSource other) {
    return new LedgerOptions(journal, waiting, checkpointEvery, other);
  }
}
