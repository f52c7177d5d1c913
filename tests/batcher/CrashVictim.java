package batcher;

import batcher.durability.JournalPlace;
import batcher.frame.Frame;
import batcher.sink.AckLevel;
import batcher.sink.BreakerOptions;
import batcher.sink.Sink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import journal.JournalOptions;

/// A process that batches until it is killed. It numbers its events from the first argument on,
/// says `durable N` when all of its events up to N are, and its sink fails now and then.
public final class CrashVictim {
  static final int KEYS = 5;

  private CrashVictim() {}

  public static void main(String[] args) throws Exception {
    int first = Integer.parseInt(args[0]);
    Path folder = Path.of(args[1]);
    Random random = new Random(first);
    Batcher batcher =
        Batcher.open(settings(folder), shard -> new MoodySink(folder.resolve("log"), random));
    for (int i = first; ; i++) {
      long ticket = batcher.add(Payments.sent("key-" + i % KEYS, i));
      if (random.nextInt(20) == 0 && batcher.await(AckLevel.DURABLE, ticket, Duration.ofDays(1))) {
        System.out.println("durable " + i);
      }
    }
  }

  static Settings settings(Path folder) {
    return Settings.DEFAULT
        .withFrameBytes(1 << 16)
        .withBreaker(
            new BreakerOptions(
                8, 0.5, Duration.ofMillis(10), Duration.ofMillis(1), Duration.ofMillis(5)))
        .withDelivery(
            Delivery.journaled(
                new JournalPlace(
                    folder,
                    JournalOptions.DEFAULT.withSegmentBytes(1 << 20),
                    Duration.ofMillis(5))));
  }

  private static final class MoodySink implements Sink {
    private final LogSink log;
    private final Random random;

    MoodySink(Path file, Random random) throws IOException {
      this.log = new LogSink(file);
      this.random = new Random(random.nextLong());
    }

    @Override
    public String name() {
      return "moody";
    }

    @Override
    public long lastEpoch() {
      return log.lastEpoch();
    }

    @Override
    public void deliver(Frame frame) throws IOException {
      int mood = random.nextInt(10);
      if (mood == 0) {
        throw new IOException("not now");
      }
      log.deliver(frame);
      if (mood == 1) {
        throw new IOException("it has the frame and says that it has not");
      }
    }
  }
}
