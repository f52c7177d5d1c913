package sequencer.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import journal.DurableListener;
import journal.Journal;
import journal.JournalClosed;
import journal.JournalFailed;
import journal.JournalOptions;
import sequencer.channel.Change;

/// The default: one record of the group-commit [Journal] for each change; a change's position is
/// its record's sequence number.
public final class JournalEngine implements Engine {
  /// A journal that takes the longest stream as one record, so that a crash leaves all of it or
  /// nothing.
  public static final JournalOptions OPTIONS =
      JournalOptions.DEFAULT.withRecordBytesMax(ChangeCodec.STREAM_BYTES_MAX);

  /// An fdatasync of this length is told on standard error, stamped by the clock of
  /// [System#nanoTime], so that slow answers can be laid to it.
  private static final long SLOW_NS = 4_000_000;

  private final ThreadLocal<ByteBuffer> records =
      ThreadLocal.withInitial(() -> ByteBuffer.allocate(ChangeCodec.BYTES_MAX));
  private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
  private Journal journal;

  private JournalEngine() {}

  /// Opens the journal in `folder`, creating it if absent, and replays what it holds.
  ///
  /// @throws journal.JournalCorrupt if it holds something else than this wrote
  /// @throws journal.JournalInUse if another process has it open
  public static JournalEngine open(Path folder, JournalOptions options, Consumer<Change> replay)
      throws IOException {
    JournalEngine engine = new JournalEngine();
    engine.journal =
        Journal.open(
            folder,
            options,
            (sequence, payload) -> replay.accept(ChangeCodec.read(payload)),
            engine.new Announcer());
    return engine;
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public long append(Change change) {
    ByteBuffer record = buffer(ChangeCodec.bytesMax(change));
    ChangeCodec.write(change, record);
    try {
      long sequence = journal.tryAppend(record.flip());
      return sequence == Journal.FULL ? FULL : sequence;
    } catch (JournalFailed | JournalClosed e) {
      throw new EngineStopped(e);
    }
  }

  private ByteBuffer buffer(int bytes) {
    if (records.get().capacity() < bytes) {
      records.set(ByteBuffer.allocate(bytes));
    }
    return records.get().clear();
  }

  @Override
  public boolean takesStreams() {
    return true;
  }

  @Override
  public long durablePosition() {
    return journal.durableSequence();
  }

  @Override
  public void hurry() {
    journal.hurry();
  }

  @Override
  public void subscribe(EngineListener listener) {
    listeners.add(listener);
  }

  /// A place is the number of the last record that was shown. The records of all channels stand
  /// mixed, so all of them are shown.
  @Override
  public Optional<History> history() {
    return Optional.of(
        (channel, place, from, visitor) ->
            journal.read(
                place + 1,
                (sequence, payload) -> visitor.visit(ChangeCodec.read(payload), sequence)));
  }

  @Override
  public void close() {
    try {
      journal.close();
    } catch (JournalFailed e) {
      // The listeners have heard of it, and the owner of this engine ends because of it.
    }
  }

  /// What is said of an fdatasync: nothing if it was quick.
  static Optional<String> told(long fromNs, long toNs) {
    return toNs - fromNs < SLOW_NS
        ? Optional.empty()
        : Optional.of("[" + toNs + "ns] fdatasync took " + (toNs - fromNs) + " ns");
  }

  private final class Announcer implements DurableListener {
    @Override
    public void forced(long fromNs, long toNs) {
      told(fromNs, toNs).ifPresent(System.err::println);
    }

    @Override
    public void durableUpTo(long sequence) {
      for (EngineListener listener : listeners) {
        listener.durable();
      }
    }

    @Override
    public boolean mayWait() {
      for (EngineListener listener : listeners) {
        if (!listener.mayWait()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void failed(IOException cause) {
      for (EngineListener listener : listeners) {
        listener.failed(cause);
      }
    }
  }
}
