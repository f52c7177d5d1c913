package journal;

import java.io.IOException;

/// Hears from the flusher thread, once a commit, in order. It should be quick: the next commit
/// waits for it. Work belongs on the owner's own threads; waiting for the journal in here would be
/// waiting for oneself. What it throws fails the journal.
public interface DurableListener {

  /// Hears nothing; for an owner that uses [Journal#awaitDurable].
  DurableListener NONE =
      new DurableListener() {
        @Override
        public void durableUpTo(long sequence) {}

        @Override
        public void failed(IOException cause) {}
      };

  /// Whether nobody could act on [#durableUpTo] yet, because whoever would is busy: the next commit
  /// may then wait for company, for [JournalOptions#gatherMax] after the last one at most. Who ends
  /// that state says so with [Journal#hurry].
  default boolean mayWait() {
    return false;
  }

  /// An fdatasync has taken this long. It comes after [#durableUpTo] of what it made durable: who
  /// waited for that has waited long enough, and what an owner says of it may block.
  ///
  /// @param fromNs when it began, by the clock of [System#nanoTime]
  /// @param toNs when it had ended
  default void forced(long fromNs, long toNs) {}

  /// Every record up to and including `sequence` is on the disk and may be acknowledged.
  void durableUpTo(long sequence);

  /// The journal has stopped for good: no record after the last [#durableUpTo] may ever be
  /// acknowledged. They may or may not be replayed after a restart. Called at most once, last.
  void failed(IOException cause);
}
