package labs.batcher.fault;

import batcher.Batcher;
import batcher.Delivery;
import batcher.Settings;
import batcher.durability.JournalPlace;
import batcher.event.EventLayout;
import batcher.frame.Frame;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import kit.fork.Mortal;

/// A process that batches, durably, until it is killed. It numbers its events from its first
/// argument on and says over its connection up to which number all are durable. Told to audit, it
/// delivers what the journal still has and says what the sink got over all lives.
public final class Victim implements Mortal.Life {
  private static final int KEYS = 7;
  private static final int STRIDE = 200;
  private static final Duration LONG = Duration.ofSeconds(60);

  /// What the sink got over all lives.
  record Audit(BitSet seen, long twice, long disordered) {}

  /// A sink that is slow, fails now and then, and sometimes says that it failed when it has not. So
  /// a kill finds events that are durable and not delivered, and some that will come again.
  private record FailingSink(LogSink log, AtomicInteger calls) implements Sink {
    private static final long SLOW_NS = 3_000_000;

    FailingSink(LogSink log) {
      this(log, new AtomicInteger());
    }

    @Override
    public long lastEpoch() {
      return log.lastEpoch();
    }

    @Override
    public void deliver(Frame frame) throws IOException {
      int call = calls.incrementAndGet();
      LockSupport.parkNanos(SLOW_NS);
      if (call % 5 == 0) {
        throw new IOException("not now");
      }
      log.deliver(frame);
      if (call % 7 == 0) {
        throw new IOException("it has the frame and says that it has not");
      }
    }

    @Override
    public void close() throws IOException {
      log.close();
    }
  }

  /// @param arguments `live` or `audit`, and the first number
  @Override
  public void live(Path data, List<String> arguments, DataInputStream in, DataOutputStream out)
      throws Exception {
    if (arguments.get(0).equals("live")) {
      add(data, Integer.parseInt(arguments.get(1)), out);
    } else {
      audit(data, out);
    }
  }

  private static Settings settings(Path data) {
    return Settings.DEFAULT.withDelivery(
        Delivery.journaled(JournalPlace.in(data.resolve("journal"))));
  }

  private static Batcher open(Path data) throws Exception {
    return Batcher.open(
        settings(data), shard -> new FailingSink(new LogSink(data.resolve("sink.log"))));
  }

  private static void add(Path data, int first, DataOutputStream out) throws Exception {
    Batcher batcher = open(data);
    long[] words = new long[EventLayout.WORDS];
    words[EventLayout.SATOSHIS] = 17;
    words[EventLayout.META] = EventLayout.meta(0, 1);
    words[EventLayout.PEER] = 1;
    for (int i = first; ; i++) {
      words[EventLayout.TIME] = i;
      words[EventLayout.TORRENT] = 1 + i % KEYS;
      words[EventLayout.TXID] = i;
      long ticket = batcher.add(words, 0);
      if (i % STRIDE == 0 && batcher.await(AckLevel.DURABLE, ticket, LONG)) {
        out.writeInt(i);
        out.flush();
      }
    }
  }

  private static void audit(Path data, DataOutputStream out) throws Exception {
    long pending = open(data).close(LONG).pending();
    Audit audit = look(data.resolve("sink.log"));
    out.writeLong(pending);
    out.writeLong(audit.twice);
    out.writeLong(audit.disordered);
    byte[] seen = audit.seen.toByteArray();
    out.writeInt(seen.length);
    out.write(seen);
    out.flush();
  }

  static Audit look(Path log) throws IOException {
    BitSet seen = new BitSet();
    Map<Long, Long> last = new HashMap<>();
    long[] wrong = new long[2];
    try (LogSink sink = new LogSink(log)) {
      sink.read(
          (epoch, number, event) -> {
            wrong[0] += seen.get((int) event) ? 1 : 0;
            seen.set((int) event);
            Long before = last.put(event % KEYS, event);
            wrong[1] += before != null && before >= event ? 1 : 0;
          });
    }
    return new Audit(seen, wrong[0], wrong[1]);
  }
}
