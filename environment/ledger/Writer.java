package ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import journal.DurableListener;
import journal.Journal;

/// The one thread that decides. It takes what waits, as much as fits into a block, decides it,
/// closes the block with the chain's next hash and hands it to the journal, whose thread answers
/// once it is durable. There is no timer: while a block is decided the next one gathers.
final class Writer implements Runnable, DurableListener {
  static final String JOURNAL = "journal";
  private static final long SPIN_NS = 10_000;
  private static final long ROOM_NS = 20_000;
  private static final Duration FULL_FOR = Duration.ofSeconds(1);

  private final Path folder;
  private final LedgerOptions options;
  private final WorkQueue queue;
  private final Answering answering;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private final Thread thread = Thread.ofPlatform().name("ledger").daemon().unstarted(this);
  private final Block block = new Block();
  private final Block events = new Block();
  private final List<Work> taken = new ArrayList<>();
  private final LongAdder commits = new LongAdder();
  private final LongAdder commitNs = new LongAdder();
  private final long checkpointNs;

  private Signer signer;
  private Replayer replayer;
  private State state;
  private Journal journal;
  private long sequence;
  private long signedSequence;
  private long signedNs = System.nanoTime();

  private volatile boolean asleep;
  private volatile IOException failure;

  Writer(Path folder, LedgerOptions options) {
    this.folder = folder;
    this.options = options;
    this.queue = new WorkQueue(options.waiting());
    this.answering = new Answering(Math.max(1 << 14, options.waiting()));
    this.checkpointNs = options.checkpointEvery().toNanos();
  }

  /// Starts it and returns when the ledger is as it was left.
  void start() throws ExecutionException, InterruptedException {
    thread.start();
    opened.get();
  }

  WorkQueue.Answer offer(Work work) {
    WorkQueue.Answer answer = queue.offer(work);
    wake();
    return answer;
  }

  /// Lets it finish what it has, and go.
  void stop() throws InterruptedException {
    queue.stop();
    LockSupport.unpark(thread);
    thread.join();
  }

  /// Commits of the journal since it was opened.
  long commits() {
    return commits.sum();
  }

  /// How long they took, all of them.
  long commitNs() {
    return commitNs.sum();
  }

  /// What broke the journal, or null.
  IOException failure() {
    return failure;
  }

  @Override
  public void run() {
    try {
      open();
    } catch (IOException | RuntimeException | Error e) {
      try {
        abandon();
      } finally {
        opened.completeExceptionally(e);
      }
      return;
    }
    opened.complete(null);
    try {
      while (awaitWork()) {
        step();
      }
      checkpoint();
    } catch (IOException | RuntimeException | Error e) {
      failed(new IOException("The ledger broke off: " + e, e));
    } catch (InterruptedException e) {
      failed(new IOException("The ledger was interrupted.", e));
    } finally {
      end();
    }
  }

  // The journal's thread.

  @Override
  public void durableUpTo(long durable) {
    answering.durable(durable);
  }

  @Override
  public void failed(IOException cause) {
    if (failure == null) {
      failure = cause;
    }
    queue.stop();
    LockSupport.unpark(thread);
  }

  @Override
  public void forced(long fromNs, long toNs) {
    commits.increment();
    commitNs.add(toNs - fromNs);
  }

  // The ledger's own thread.

  private void open() throws IOException {
    Files.createDirectories(folder);
    signer = Signer.in(folder);
    List<Path> snapshots = Snapshot.in(folder);
    replayer =
        snapshots.isEmpty() ? new Replayer() : new Replayer(Snapshot.read(snapshots.getLast()));
    journal =
        Journal.open(
            folder.resolve(JOURNAL),
            options.journal().withReplayFrom(replayer.sequence() + 1),
            replayer,
            this);
    sequence = journal.durableSequence();
    if (replayer.state() == null) {
      block.begin(Block.GENESIS, 0, nowUs());
      block.add(signer.publicKey(), new SecureRandom().nextLong());
      append(block.seal(replayer.chain()));
      replayer.begin(block);
    }
    if (!replayer.isKey(signer.publicKey())) {
      throw new LedgerCorrupt("%s does not hold the key of this ledger", folder);
    }
    state = replayer.state();
    signedSequence = replayer.signedSequence();
  }

  private long nowUs() {
    return options.clock().millis() * 1_000;
  }

  private void step() throws IOException, InterruptedException {
    Work work = queue.peek();
    switch (work) {
      case null -> {}
      case Batch _, Note _ -> decide();
      case Lookup<?> lookup -> {
        if (state.pendings.nextExpiry() <= nowUs()) {
          decide(); // an empty block: what a look has seen must come out so again
        }
        awaitRoom();
        queue.remove();
        lookup.look(state);
        answer(lookup);
      }
      case Snapshotting snapshotting -> {
        queue.remove();
        journal.awaitDurable(sequence);
        snapshotting.take(
            () ->
                new Snapshot(sequence, replayer.chain().head(), signer.publicKey(), state)
                    .write(folder, signer));
      }
    }
    if (System.nanoTime() - signedNs >= checkpointNs) {
      checkpoint();
    }
  }

  /// Answers once all is durable that was decided before.
  private void answer(Work work) {
    work.sequence = sequence;
    answering.add(work);
    if (journal.durableSequence() >= sequence) {
      answering.durable(sequence); // the journal may have told of it before this was added
    }
  }

  /// Decides what waits, up to a block, and has a block before it say who asked for it.
  private void decide() {
    awaitRoom();
    long timeUs = state.advance(nowUs());
    events.begin(Block.EVENTS, state.decided(), timeUs);
    block.begin(Block.REQUESTS, state.decided(), timeUs);
    boolean open = false;
    while (!open && fits(queue.peek())) {
      Work work = queue.peek();
      queue.remove();
      if (work.noted.length > 0) {
        events.add(work.noted);
      }
      if (work instanceof Batch batch) {
        state.apply(batch.words, batch.count(), batch.answers);
        block.add(batch.words, batch.count(), batch.answers);
        // Else the next batch would read as more of its last set.
        open = batch.endsOpen();
      }
      taken.add(work);
    }
    boolean hasEvents = events.count() > 0;
    boolean hasRequests = block.count() > 0 || !hasEvents;
    long last = sequence + (hasEvents ? 1 : 0) + (hasRequests ? 1 : 0);
    for (Work work : taken) {
      work.sequence = last;
      answering.add(work);
    }
    taken.clear();
    if (hasEvents) {
      append(events.seal(replayer.chain()));
    }
    if (hasRequests) {
      append(block.seal(replayer.chain()));
    }
  }

  private boolean fits(Work work) {
    boolean isOurs =
        work instanceof Note || work instanceof Batch batch && block.fits(batch.count());
    return isOurs && events.hasRoom(work.noted) && answering.hasRoom(taken.size() + 1);
  }

  private void checkpoint() {
    signedNs = System.nanoTime();
    if (signedSequence == sequence) {
      return;
    }
    byte[] signature = signer.sign(state.decided(), replayer.chain().head());
    block.begin(Block.CHECKPOINT, state.decided(), state.timeUs());
    block.add(signature, 0);
    append(block.seal(replayer.chain()));
    signedSequence = sequence;
  }

  private void append(ByteBuffer record) {
    long given = journal.tryAppend(record);
    while (given == Journal.FULL) {
      given = appendWaiting(record);
    }
    sequence++;
    if (given != sequence) {
      throw new IllegalStateException("record " + sequence + " became " + given);
    }
  }

  private long appendWaiting(ByteBuffer record) {
    try {
      return journal.append(record, FULL_FOR);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void awaitRoom() {
    while (!answering.hasRoom(1) && failure == null) {
      LockSupport.parkNanos(this, ROOM_NS);
    }
  }

  /// Waits until there is something to do.
  ///
  /// @return false when it was told to stop and everything is done
  private boolean awaitWork() {
    long spinUntilNs = System.nanoTime() + SPIN_NS;
    while (queue.peek() == null) {
      if (failure != null || queue.isStopped() && queue.isEmpty()) {
        return false;
      }
      if (System.nanoTime() < spinUntilNs) {
        Thread.onSpinWait();
      } else if (signedSequence == sequence) {
        sleep(Long.MAX_VALUE);
      } else {
        sleep(checkpointNs);
        return true; // to sign
      }
    }
    return failure == null;
  }

  private void sleep(long ns) {
    asleep = true;
    if (queue.peek() == null && !queue.isStopped()) {
      LockSupport.parkNanos(this, ns);
    }
    asleep = false;
  }

  private void wake() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  /// Closes the journal, which answers what it still can; the rest is lost.
  private void end() {
    queue.stop();
    try {
      journal.close();
    } catch (RuntimeException e) {
      failed(new IOException(e));
    }
    answering.lose();
    while (!queue.isEmpty()) {
      Work work = queue.peek();
      if (work == null) {
        Thread.onSpinWait(); // claimed, and about to be put there
      } else {
        queue.remove();
        work.lost();
      }
    }
    replayer.close();
  }

  private void abandon() {
    if (journal != null) {
      journal.close();
    }
    if (replayer != null) {
      replayer.close();
    }
  }
}
