package journal;

import java.time.Duration;

/// How a journal is laid out and bounded.
///
/// @param segmentBytes the size of one file. A larger one is rolled less often (a roll costs two
///     forced writes and a forced folder, about a millisecond) and takes longer to create on first
///     use
/// @param recordBytesMax the largest payload accepted, in bytes
/// @param waitingBytesMax the bound on what is accepted and not yet durable, in bytes, 24 bytes and
///     padding to 8 counted for each record; beyond it [Journal#tryAppend] answers
///     [Journal#FULL]. This much memory is reserved outside the heap, rounded up to a power of two
/// @param commitBytesMax what one write and one fdatasync carry at most, in bytes. Past about a
///     megabyte a larger commit is hardly cheaper by the byte, and everyone in it waits longer
/// @param spin how long the idle flusher looks for work before it sleeps. Longer saves the wake-up
///     (tens of microseconds) and costs a core that much time after each commit
/// @param gatherMax how long after a commit the next one may wait for company while
///     [DurableListener#mayWait] holds. An fdatasync takes processor time too, in the kernel
///     and in a hypervisor; this keeps it to one each `gatherMax` when processors are short
/// @param replayFrom the oldest sequence number that the owner needs, 1 unless it has a snapshot.
///     Older records are checked, not replayed; a journal that begins later, or ends before
///     `replayFrom - 1`, is refused because records were lost
public record JournalOptions(
    long segmentBytes,
    int recordBytesMax,
    int waitingBytesMax,
    int commitBytesMax,
    Duration spin,
    Duration gatherMax,
    long replayFrom) {

  private static final int MEBIBYTE = 1 << 20;

  /// 32 MiB segments, records up to 64 KiB, 8 MiB waiting, 1 MiB a commit, 20 µs of spinning, no
  /// more than 1 ms of gathering.
  public static final JournalOptions DEFAULT =
      new JournalOptions(
          32L * MEBIBYTE,
          1 << 16,
          8 * MEBIBYTE,
          MEBIBYTE,
          Duration.ofNanos(20_000),
          Duration.ofMillis(1),
          1);

  public JournalOptions {
    require(
        recordBytesMax >= 0 && recordBytesMax <= 64 * MEBIBYTE,
        "recordBytesMax is %d; it must lie between 0 and 64 MiB",
        recordBytesMax);
    long recordSizeMax = RecordFormat.size(recordBytesMax);
    long segmentBytesMin = SegmentHeader.BYTES + recordSizeMax;
    require(
        segmentBytes >= segmentBytesMin && segmentBytes <= 1 << 30 && segmentBytes % 4096 == 0,
        "segmentBytes is %d; it must be a multiple of 4096 from %d (header and one largest record)"
            + " to 1 GiB",
        segmentBytes,
        segmentBytesMin);
    require(
        waitingBytesMax >= recordSizeMax && waitingBytesMax <= 512 * MEBIBYTE,
        "waitingBytesMax is %d; it must lie between %d (one largest record) and 512 MiB",
        waitingBytesMax,
        recordSizeMax);
    require(
        commitBytesMax >= recordSizeMax,
        "commitBytesMax is %d; it must hold one largest record, which takes %d",
        commitBytesMax,
        recordSizeMax);
    require(!spin.isNegative(), "spin is %s; it must not be negative", spin);
    require(!gatherMax.isNegative(), "gatherMax is %s; it must not be negative", gatherMax);
    require(replayFrom >= 1, "replayFrom is %d; sequence numbers begin at 1", replayFrom);
  }

  /// These options with files of another size.
  public JournalOptions withSegmentBytes(long bytes) {
    return new JournalOptions(
        bytes, recordBytesMax, waitingBytesMax, commitBytesMax, spin, gatherMax, replayFrom);
  }

  /// These options with another largest record.
  public JournalOptions withRecordBytesMax(int bytes) {
    return new JournalOptions(
        segmentBytes, bytes, waitingBytesMax, commitBytesMax, spin, gatherMax, replayFrom);
  }

  /// These options with another bound on what waits.
  public JournalOptions withWaitingBytesMax(int bytes) {
    return new JournalOptions(
        segmentBytes, recordBytesMax, bytes, commitBytesMax, spin, gatherMax, replayFrom);
  }

  /// These options with another largest commit.
  public JournalOptions withCommitBytesMax(int bytes) {
    return new JournalOptions(
        segmentBytes, recordBytesMax, waitingBytesMax, bytes, spin, gatherMax, replayFrom);
  }

  /// These options with another time to spin.
  public JournalOptions withSpin(Duration time) {
    return new JournalOptions(
        segmentBytes, recordBytesMax, waitingBytesMax, commitBytesMax, time, gatherMax, replayFrom);
  }

  /// These options with another longest wait for company; zero waits for none.
  public JournalOptions withGatherMax(Duration time) {
    return new JournalOptions(
        segmentBytes, recordBytesMax, waitingBytesMax, commitBytesMax, spin, time, replayFrom);
  }

  /// These options for an owner whose snapshot covers everything before `sequence`.
  public JournalOptions withReplayFrom(long sequence) {
    return new JournalOptions(
        segmentBytes, recordBytesMax, waitingBytesMax, commitBytesMax, spin, gatherMax, sequence);
  }

  private static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(String.format(java.util.Locale.ROOT, rule, values) + ".");
    }
  }
}
