package batcher;

import batcher.durability.FrameJournal;
import batcher.durability.JournalOpener;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.shard.KeyHash;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import batcher.wire.Intake;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import journal.Journal;

/// Collects payment events into batches by torrent and direction and gives the batches to a sink.
///
/// ```java
/// MemorySink sink = new MemorySink();
/// try (Batcher batcher = Batcher.open(Settings.DEFAULT, SinkFactory.shared(sink))) {
///   long ticket = batcher.add(event);                 // or a negative answer: Refusal.of(ticket)
///   batcher.await(AckLevel.DELIVERED, ticket, Duration.ofSeconds(1));
/// }                                                   // close delivers what is left
/// ```
///
/// Any number of threads may add. Events of one key that one thread adds keep their order. An event
/// is either refused, with a reason, or accepted, and then delivered at least once: at every moment
/// accepted = delivered + pending.
public final class Batcher implements Intake, AutoCloseable {
  private static final Duration CLOSE_DEADLINE = Duration.ofSeconds(10);

  private final Settings settings;
  private final KeyHash hash;
  private final ShardUnit[] shards;
  private final FrameJournal journal;
  private final Arena arena = Arena.ofAuto();
  private final LongAdder[] refused = new LongAdder[Refusal.count()];
  private boolean closed;

  private Batcher(Settings settings, KeyHash hash, FrameJournal journal) {
    this.settings = settings;
    this.hash = hash;
    this.journal = journal;
    this.shards = new ShardUnit[settings.shards()];
    for (int i = 0; i < refused.length; i++) {
      refused[i] = new LongAdder();
    }
  }

  /// Opens a batcher that delivers to `sinks`.
  ///
  /// @throws Exception if a sink or the journal cannot be opened
  public static Batcher open(Settings settings, SinkFactory sinks) throws Exception {
    return open(settings, sinks, Journal::open, System::nanoTime, new SecureRandom());
  }

  /// @param nanoTime never goes back; the wall clock is not used at all
  static Batcher open(
      Settings settings,
      SinkFactory sinks,
      JournalOpener opener,
      LongSupplier nanoTime,
      RandomGenerator random)
      throws Exception {
    FrameJournal journal = null;
    if (settings.delivery() instanceof Delivery.Lane lane && lane.journal().isPresent()) {
      journal =
          FrameJournal.open(
              lane.journal().get(), opener, settings.shards(), settings.frameBytesMax(), random);
    }
    List<Sink> opened = new ArrayList<>();
    try {
      for (int i = 0; i < settings.shards(); i++) {
        opened.add(sinks.open(i));
      }
      return start(settings, journal, opened, nanoTime, random);
    } catch (Throwable e) {
      for (Sink sink : opened) {
        sink.close();
      }
      if (journal != null) {
        journal.close();
      }
      throw e;
    }
  }

  private static Batcher start(
      Settings settings,
      FrameJournal journal,
      List<Sink> sinks,
      LongSupplier nanoTime,
      RandomGenerator random)
      throws IOException {
    long epoch = journal == null ? 1 : journal.epoch();
    for (Sink sink : sinks) {
      epoch = Math.max(epoch, sink.lastEpoch() + 1);
    }
    // With a journal a key must meet its old frames in the same shard as before.
    RandomGenerator keys = journal == null ? random : new SplittableRandom(journal.hashSeed());
    Batcher batcher = new Batcher(settings, new KeyHash(keys), journal);
    for (int i = 0; i < sinks.size(); i++) {
      batcher.shards[i] =
          new ShardUnit(
              i, epoch, settings, journal, sinks.get(i), batcher.hash, batcher.arena, nanoTime);
    }
    for (ShardUnit shard : batcher.shards) {
      shard.start();
    }
    return batcher;
  }

  /// Adds one event. Makes garbage; see [#add(long\[\], int)].
  ///
  /// @return its [Ticket], or the answer of a [Refusal]
  public long add(Event event) {
    return add(event.toWords(), 0);
  }

  /// Adds the event in the 16 words from `offset` on, without allocating anything.
  ///
  /// @return its [Ticket], or the answer of a [Refusal]
  @Override
  public long add(long[] words, int offset) {
    Refusal fault = EventLayout.fault(words, offset);
    if (fault != null) {
      return refuse(fault.answer(), 1);
    }
    int shard = shardOf(words, offset);
    long ticket = shards[shard].add(words, offset);
    return ticket > 0 ? ticket : refuse(ticket, 1);
  }

  /// Waits until the event with this ticket, and all that its shard accepted before it, have come
  /// to `level`.
  ///
  /// @return false if the deadline passed first
  @Override
  public boolean await(AckLevel level, long ticket, Duration deadline) throws InterruptedException {
    if (ticket <= 0) {
      throw new IllegalArgumentException("this event was refused: " + Refusal.of(ticket).rule());
    }
    return shards[Ticket.shard(ticket)].await(
        level, ticket, System.nanoTime() + deadline.toNanos());
  }

  /// Closes every batch with an event accepted so far, whatever the rule says.
  public void flush() {
    for (ShardUnit shard : shards) {
      shard.flush();
    }
  }

  @Override
  public int shards() {
    return settings.shards();
  }

  @Override
  public int shardOf(long ticket) {
    return Ticket.shard(ticket);
  }

  public Statistics statistics() {
    Statistics sum = Statistics.NONE;
    for (ShardUnit shard : shards) {
      sum = sum.plus(shard.statistics());
    }
    Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    for (Refusal refusal : Refusal.values()) {
      long count = refused[refusal.ordinal()].sum();
      if (count > 0) {
        counts.put(refusal, count);
      }
    }
    return sum.withRefused(counts);
  }

  /// Takes no more events, delivers what is there, and closes the sinks; gives up after ten
  /// seconds. A second call does nothing.
  @Override
  public void close() throws Exception {
    close(CLOSE_DEADLINE);
  }

  /// As [#close()], with another deadline.
  ///
  /// @return the final figures; their `pending` is what could not be delivered in time
  public Statistics close(Duration deadline) throws Exception {
    synchronized (this) {
      if (closed) {
        return statistics();
      }
      closed = true;
    }
    long deadlineNs = System.nanoTime() + deadline.toNanos();
    for (ShardUnit shard : shards) {
      shard.refuse();
    }
    Exception failure = null;
    for (ShardUnit shard : shards) {
      try {
        shard.close(deadlineNs);
      } catch (Exception e) {
        failure = e;
      }
    }
    if (journal != null) {
      journal.close();
    }
    if (failure != null) {
      throw failure;
    }
    return statistics();
  }

  private int shardOf(long[] words, int offset) {
    if (shards.length == 1) {
      return 0;
    }
    // The upper bits choose the shard, the lower ones the bucket within it.
    return (int) ((hash.of(words, offset) & 0xFFFFFFFFL) * shards.length >>> 32);
  }

  private long refuse(long answer, int count) {
    refused[Refusal.of(answer).ordinal()].add(count);
    return answer;
  }
}
