package journal;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// An append-only log of records, numbered 1, 2, 3, ..., in a folder of its own.
///
/// ```java
/// try (Journal journal = Journal.open(folder, JournalOptions.DEFAULT, replay, listener)) {
///   long sequence = journal.tryAppend(record);   // at once; Journal.FULL when too much waits
/// }                                              // listener.durableUpTo(sequence) comes later
/// ```
///
/// What the listener called durable survives the crash of the process, of the system and of the
/// power, as far as the disk keeps what fdatasync promised. All methods may be called from any
/// thread; records of one thread keep their order.
///
/// After a failed write or fdatasync the journal stops for good ([JournalFailed]).
public final class Journal implements AutoCloseable {

  /// What [#tryAppend] and [#append] answer when the bound on waiting bytes is reached.
  public static final long FULL = WaitingRing.FULL;

  private static final long FOREVER_NS = Long.MAX_VALUE / 2;

  private final Disk disk;
  private final JournalOptions options;
  private final Closeable lock;
  private final Segments segments;
  private final WaitingRing ring;
  private final Progress progress;
  private final Flusher flusher;
  private boolean filesClosed;

  private Journal(
      Disk disk,
      JournalOptions options,
      Closeable lock,
      Segments segments,
      Recovery.Found found,
      DurableListener listener) {
    this.disk = disk;
    this.options = options;
    this.lock = lock;
    this.segments = segments;
    this.ring =
        new WaitingRing(options.waitingBytesMax(), options.recordBytesMax(), found.lastSequence());
    this.progress = new Progress(found.lastSequence());
    this.flusher = new Flusher(ring, segments, progress, listener, options);
  }

  /// Opens the journal in `folder`, creating both if absent, and replays what survived. A torn
  /// write at the end is cut off; what is replayed is durable when this returns.
  ///
  /// @throws JournalCorrupt if records are damaged or missing; what `replay` got is void then
  /// @throws JournalInUse if the journal is open elsewhere
  public static Journal open(
      Path folder, JournalOptions options, Replay replay, DurableListener listener)
      throws IOException {
    return open(LocalDisk.INSTANCE, new SecureRandom(), folder, options, replay, listener);
  }

  static Journal open(
      Disk disk,
      RandomGenerator random,
      Path folder,
      JournalOptions options,
      Replay replay,
      DurableListener listener)
      throws IOException {
    disk.createFolder(folder);
    Closeable lock = disk.lock(folder);
    Recovery recovery = new Recovery(disk, folder, options.replayFrom(), replay);
    Segments segments = null;
    try {
      Recovery.Found found = recovery.run();
      segments = new Segments(disk, folder, options.segmentBytes(), found, random);
      if (found.segments().isEmpty()) {
        segments.roll(1);
      }
      Journal journal = new Journal(disk, options, lock, segments, found, listener);
      journal.flusher.start();
      return journal;
    } catch (IOException | RuntimeException | Error e) {
      try (lock) {
        if (segments == null) {
          recovery.abandon();
        } else {
          segments.close();
        }
      } catch (IOException suppressed) {
        e.addSuppressed(suppressed);
      }
      throw e;
    }
  }

  /// Reads a journal that is not open, all of it, and changes nothing: for an audit. What a torn
  /// write left at its end is passed over.
  ///
  /// @return whether a clean close ended it, and zeros stand wherever nothing was written
  /// @throws JournalCorrupt if records are damaged or missing; what `replay` got is void then
  /// @throws JournalInUse if the journal is open
  public static boolean inspect(Path folder, Replay replay) throws IOException {
    try (Closeable lock = LocalDisk.INSTANCE.lock(folder)) {
      Recovery recovery = new Recovery(LocalDisk.INSTANCE, folder, 1, replay);
      try {
        return recovery.inspect();
      } finally {
        recovery.abandon();
      }
    }
  }

  /// Accepts a record without blocking and without allocating: copies what remains of `record`,
  /// whose position stays.
  ///
  /// @return its sequence number, or [#FULL]
  /// @throws IllegalArgumentException if it is larger than [JournalOptions#recordBytesMax]
  /// @throws JournalFailed if a write or an fdatasync has failed
  /// @throws JournalClosed after [#close]
  public long tryAppend(ByteBuffer record) {
    int length = record.remaining();
    if (length > options.recordBytesMax()) {
      throw new IllegalArgumentException(
          "The record has "
              + length
              + " bytes; at most recordBytesMax, "
              + options.recordBytesMax()
              + ", are accepted.");
    }
    long sequence;
    try {
      sequence = ring.offer(record, length);
    } finally {
      flusher.wake();
    }
    if (sequence == WaitingRing.STOPPED) {
      throw stopped();
    }
    return sequence;
  }

  /// Accepts a record, waiting for room until `deadline` has passed.
  ///
  /// @return its sequence number, or [#FULL] if there was no room in time
  public long append(ByteBuffer record, Duration deadline) throws InterruptedException {
    long deadlineNs = System.nanoTime() + Math.min(FOREVER_NS, NANOSECONDS.convert(deadline));
    long[] sequence = {tryAppend(record)};
    if (sequence[0] == FULL) {
      progress.await(() -> (sequence[0] = tryAppend(record)) != FULL, deadlineNs);
    }
    return sequence[0];
  }

  /// Waits until `sequence` is durable.
  ///
  /// @throws JournalFailed if it will not become so because the journal failed
  /// @throws JournalClosed if it will not become so because the journal was closed before
  public void awaitDurable(long sequence) throws InterruptedException {
    progress.await(
        () -> progress.durable() >= sequence || progress.hasEnded(),
        System.nanoTime() + FOREVER_NS);
    if (progress.durable() < sequence) {
      throw stopped();
    }
  }

  /// Ends the wait for company, if there is one: [DurableListener#mayWait] holds no longer.
  public void hurry() {
    flusher.hurry();
  }

  /// The last sequence number that is durable; 0 in an empty journal.
  public long durableSequence() {
    return progress.durable();
  }

  /// The oldest sequence number still kept; one above [#durableSequence] if there is none.
  public long firstSequence() {
    return segments.firstSequence();
  }

  /// Reads back what is durable by now, from record `first` or the oldest that is kept on, until
  /// `visitor` has seen enough. It reads whole files while others append, on the calling thread, so
  /// it takes as long as they are large; a file that is dropped meanwhile ends it.
  ///
  /// @throws JournalCorrupt if a record is damaged
  public void read(long first, Visitor visitor) throws IOException {
    long last = progress.durable();
    new ReadBack(disk, visitor).run(segments.list(), first, last);
  }

  /// Deletes the files that hold only records before `sequence`, for an owner whose snapshot of
  /// everything before it is durable. Whole files go, so older records may stay.
  public void dropSegmentsBefore(long sequence) throws IOException {
    segments.dropBefore(Math.min(sequence, progress.durable() + 1));
  }

  /// Takes no more records, makes durable what was accepted, and closes the files. From within the
  /// listener it does not wait, and the files are closed by the next call from elsewhere.
  ///
  /// @throws JournalFailed if a record that was accepted could not be made durable
  @Override
  public void close() {
    ring.stop();
    flusher.stop();
    if (!flusher.isCurrentThread()) {
      awaitEnd();
      closeFiles();
      if (progress.durable() < ring.lastSequence()) {
        throw new JournalFailed(progress.failure());
      }
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (true) {
      try {
        flusher.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeFiles() {
    if (filesClosed) {
      return;
    }
    filesClosed = true;
    try (lock) {
      segments.close();
    } catch (IOException e) {
      throw new JournalFailed(e);
    }
  }

  private IllegalStateException stopped() {
    IOException failure = progress.failure();
    return failure == null ? new JournalClosed() : new JournalFailed(failure);
  }
}
