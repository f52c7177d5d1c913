package batcher.durability;

import batcher.frame.Frame;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import journal.DurableListener;
import journal.Journal;
import journal.JournalFailed;

/// Keeps the frames of all shards, in the order in which they were given, until their sinks have
/// them. One record a frame; every commit of the journal carries what has come meanwhile from any
/// shard.
///
/// What a start finds and no sink has confirmed is handed over by [#replayed]: at least those
/// frames that were durable and not delivered, and perhaps some that were delivered just before a
/// crash. Their batches carry the epoch of the run that made them.
public final class FrameJournal implements AutoCloseable {
  /// The answer of [#append] when the journal has no room now.
  public static final long FULL = Journal.FULL;

  /// The answer of [#append] when the journal has failed for good.
  public static final long FAILED = Long.MIN_VALUE;

  /// Hears what happens to one shard's frames, on the journal's thread.
  public interface Listener {
    /// Every event up to this sequence is on the disk, forced.
    void durable(long covered);

    /// Nothing more can be made durable.
    void failed(String why);
  }

  /// A frame of an earlier run.
  public record Kept(long sequence, byte[] frame) {}

  /// One shard's frames that are not durable, or not delivered.
  private static final class Lane {
    final LongQueue appended = new LongQueue();
    final LongQueue covered = new LongQueue();
    final LongQueue undelivered = new LongQueue();
    Listener listener;
  }

  private final Path folder;
  private final long checkpointEveryNs;
  private final Journal journal;
  private final List<List<Kept>> replayed;
  private final Lane[] lanes;
  private Checkpoint checkpoint;
  private long lastAppended;
  private long savedNs = System.nanoTime();
  private boolean saving;
  private volatile String failure;

  private FrameJournal(
      JournalPlace place,
      JournalOpener opener,
      int frameBytesMax,
      Checkpoint checkpoint,
      List<List<Kept>> replayed)
      throws IOException {
    this.folder = place.folder();
    this.checkpointEveryNs = place.checkpointEvery().toNanos();
    this.replayed = replayed;
    this.lanes = new Lane[(int) checkpoint.shards()];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = new Lane();
    }
    long[] maxEpoch = {checkpoint.epoch()};
    this.journal =
        opener.open(
            place.folder().resolve("frames"),
            place
                .options()
                .withRecordBytesMax(frameBytesMax)
                .withReplayFrom(checkpoint.delivered() + 1),
            (sequence, payload) -> maxEpoch[0] = Math.max(maxEpoch[0], keep(sequence, payload)),
            new DurableListener() {
              @Override
              public void durableUpTo(long sequence) {
                durable(sequence);
              }

              @Override
              public void failed(IOException cause) {
                fail("the journal in " + folder + " has failed: " + cause.getMessage());
              }
            });
    this.checkpoint =
        new Checkpoint(
            maxEpoch[0] + 1, checkpoint.delivered(), checkpoint.hashSeed(), checkpoint.shards());
    this.checkpoint.write(folder);
  }

  /// Opens the journal for this many shards.
  ///
  /// @throws IOException if it cannot be opened, is damaged, or holds undelivered frames of another
  ///     number of shards
  public static FrameJournal open(
      JournalPlace place,
      JournalOpener opener,
      int shards,
      int frameBytesMax,
      RandomGenerator random)
      throws IOException {
    Files.createDirectories(place.folder());
    Optional<Checkpoint> found = Checkpoint.read(place.folder());
    Checkpoint checkpoint = found.orElse(new Checkpoint(0, 0, random.nextLong(), shards));
    List<List<Kept>> replayed = new ArrayList<>();
    for (int i = 0; i < checkpoint.shards(); i++) {
      replayed.add(new ArrayList<>());
    }
    FrameJournal journal = new FrameJournal(place, opener, frameBytesMax, checkpoint, replayed);
    if (checkpoint.shards() == shards) {
      return journal;
    }
    boolean pending = replayed.stream().anyMatch(frames -> !frames.isEmpty());
    journal.close();
    if (pending) {
      throw new IOException(
          ("the journal in %s holds undelivered frames of %s shards; open it with as many once"
                  + " before using %s")
              .formatted(place.folder(), checkpoint.shards(), shards));
    }
    long delivered = journal.checkpoint.delivered();
    new Checkpoint(journal.checkpoint.epoch(), delivered, random.nextLong(), shards)
        .write(place.folder());
    return open(place, opener, shards, frameBytesMax, random);
  }

  public void listen(int shard, Listener listener) {
    synchronized (this) {
      lanes[shard].listener = listener;
    }
    if (failure != null) {
      listener.failed(failure);
    }
  }

  /// The epoch of this start.
  public long epoch() {
    return checkpoint.epoch();
  }

  /// From which keys are to be spread over shards.
  public long hashSeed() {
    return checkpoint.hashSeed();
  }

  /// The frames that the shard's sink has not confirmed, in order. [#delivered] is to be called for
  /// them as for new ones.
  public List<Kept> replayed(int shard) {
    return replayed.get(shard);
  }

  /// Takes a frame over; its bytes are copied.
  ///
  /// @return the record's sequence, or [#FULL], or [#FAILED]
  public synchronized long append(int shard, Frame frame) {
    if (failure != null) {
      return FAILED;
    }
    long sequence;
    try {
      sequence = journal.tryAppend(frame.buffer());
    } catch (JournalFailed e) {
      return FAILED;
    }
    if (sequence != FULL) {
      Lane lane = lanes[shard];
      lane.appended.add(sequence);
      lane.covered.add(frame.covered());
      lane.undelivered.add(sequence);
      lastAppended = sequence;
    }
    return sequence;
  }

  /// Every record up to this one is durable.
  public long durableSequence() {
    return journal.durableSequence();
  }

  /// Why nothing more becomes durable, or null.
  public String failure() {
    return failure;
  }

  /// The shard's sink has every frame of it up to this record.
  public void delivered(int shard, long sequence) {
    LongQueue undelivered = lanes[shard].undelivered;
    synchronized (this) {
      while (!undelivered.isEmpty() && undelivered.peek() <= sequence) {
        undelivered.remove();
      }
      if (saving || System.nanoTime() - savedNs < checkpointEveryNs) {
        return;
      }
      saving = true;
    }
    try {
      save();
    } catch (IOException e) {
      // The next start replays more than it had to; sinks know repeats.
    }
    synchronized (this) {
      saving = false;
      savedNs = System.nanoTime();
    }
  }

  /// Makes durable what was appended, remembers what is delivered, and closes the files.
  @Override
  public void close() throws IOException {
    try {
      journal.close();
    } catch (JournalFailed e) {
      if (failure == null) {
        throw new IOException(e.getMessage(), e);
      }
    }
    checkpoint = checkpoint.withDelivered(deliveredUpTo());
    checkpoint.write(folder);
  }

  private void save() throws IOException {
    Checkpoint next = checkpoint.withDelivered(deliveredUpTo());
    if (next.delivered() > checkpoint.delivered()) {
      next.write(folder);
      checkpoint = next;
      journal.dropSegmentsBefore(next.delivered() + 1);
    }
  }

  private synchronized long deliveredUpTo() {
    long upTo = Math.min(lastAppended, journal.durableSequence());
    for (Lane lane : lanes) {
      if (!lane.undelivered.isEmpty()) {
        upTo = Math.min(upTo, lane.undelivered.peek() - 1);
      }
    }
    return Math.max(upTo, checkpoint.delivered());
  }

  /// Called while the journal opens, before any other thread knows of it.
  private long keep(long sequence, ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    Frame frame = new Frame().wrap(MemorySegment.ofArray(bytes));
    if (frame.shard() >= lanes.length) {
      throw new IllegalStateException(
          "the journal in %s has frames of shard %s; its checkpoint, which said how many, is gone"
              .formatted(folder, frame.shard()));
    }
    replayed.get(frame.shard()).add(new Kept(sequence, bytes));
    lanes[frame.shard()].undelivered.add(sequence);
    lastAppended = sequence;
    return frame.epoch();
  }

  private void durable(long sequence) {
    for (Lane lane : lanes) {
      long covered = 0;
      Listener listener;
      synchronized (this) {
        while (!lane.appended.isEmpty() && lane.appended.peek() <= sequence) {
          lane.appended.remove();
          covered = lane.covered.remove();
        }
        listener = lane.listener;
      }
      if (covered > 0 && listener != null) {
        listener.durable(covered);
      }
    }
  }

  private void fail(String why) {
    failure = why;
    for (Lane lane : lanes) {
      Listener listener;
      synchronized (this) {
        listener = lane.listener;
      }
      if (listener != null) {
        listener.failed(why);
      }
    }
  }
}
