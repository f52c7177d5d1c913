package journal;

/// What a journal did since it was opened.
///
/// @param records records made durable
/// @param bytes bytes written for them, headers and padding included
/// @param rolls segments begun
/// @param waitingBytes bytes accepted and not yet durable at this moment
/// @param commitRecords records in each commit; its count is the number of commits
/// @param commitNs from taking a batch to durable, in nanoseconds: checksums, write and fdatasync
/// @param forceNs the fdatasync alone, in nanoseconds
public record JournalStatistics(
    long records,
    long bytes,
    long rolls,
    long waitingBytes,
    Distribution commitRecords,
    Distribution commitNs,
    Distribution forceNs) {

  /// Commits made.
  public long commits() {
    return commitRecords.count();
  }
}
