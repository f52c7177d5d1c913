package labs.batchersinks;

import batcher.event.Event;
import batcher.sink.SinkFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import kit.lab.Measure;
import kit.lab.Trial;
import sinkwebsocket.BatchSubscriber;
import sinkwebsocket.WebSocketHub;
import sinkwebsocket.WebSocketSinks;

/// WebSocket: batches and single events to listeners, and listeners that read nothing or come and
/// go.
public final class WebSocketTrial {
  /// A pool of four connections that share the keys.
  public static final Measure POOL = Measure.more("pool", "Throughput", "events/s");

  /// Events to many listeners, counted at each.
  public static final Measure FANOUT = Measure.more("fanout", "Deliveries", "events/s");

  /// A listener that does not read is sent away, and nobody else notices.
  public static final String SLOW = "who reads nothing is closed with 4001, everyone else gets all";

  /// A listener that comes back goes on where it stopped.
  public static final String RESUMED = "who loses the connection gets every event once";

  private static final int TOO_SLOW = 4001;
  private static final long CLOSE_NS = 20_000_000_000L;

  private static final int AHEAD_MAX = 20_000;
  private static final int BATCHES_MAX = 1 << 16;
  private static final long BYTES_MAX = 64L << 20;

  private WebSocketTrial() {}

  /// Counts what its connections hear.
  private static final class Received {
    private final LongAdder events = new LongAdder();
    private final LongAdder satoshis = new LongAdder();

    void hear(BatchSubscriber.Batch batch) {
      for (Event event : batch.events()) {
        satoshis.add(event.satoshis());
      }
      events.add(batch.events().size());
    }

    Arrived arrived() {
      return new Arrived(events.sum(), satoshis.sum());
    }
  }

  /// One listener, single events, a pool, and many listeners.
  public static void run(Trial trial, long events, int listeners) throws Exception {
    SinkLoad load = new SinkLoad();
    load(trial, load, 50, events / 4, 1, 1); // warming up
    trial.phase("batched");
    double batched = load(trial, load, 50, events, 1, 1);
    trial.phase("one by one");
    double single = load(trial, load, 1, events / 4, 1, 1);
    trial.metric(SinkTrial.BATCHED, batched);
    trial.metric(SinkTrial.SINGLE, single);
    trial.metric(SinkTrial.GAIN, batched / single);
    trial.phase("a pool of four");
    trial.metric(POOL, load(trial, load, 50, events, 4, 1));
    trial.phase(listeners + " listeners");
    trial.metric(FANOUT, listeners * load(trial, load, 50, events / 4, 1, listeners));
  }

  private static double load(
      Trial trial, SinkLoad load, int size, long events, int pool, int groups) throws Exception {
    List<BatchSubscriber> open = new ArrayList<>();
    List<Received> all = new ArrayList<>();
    try (WebSocketHub hub = new WebSocketHub("127.0.0.1", 0, BATCHES_MAX, BYTES_MAX)) {
      for (int group = 0; group < groups; group++) {
        Received received = new Received();
        all.add(received);
        for (int member = 0; member < pool; member++) {
          BatchSubscriber listener = new BatchSubscriber(received::hear, pool, member);
          open.add(listener);
          listener.connect("127.0.0.1", hub.port());
        }
      }
      SinkLoad.Seen seen =
          load.run(WebSocketSinks.of(hub), size, events, AHEAD_MAX, () -> least(all));
      for (Received received : all) {
        SinkTrial.found(trial, seen.events(), seen.satoshis(), received.arrived());
      }
      SinkTrial.account(trial, seen);
      return seen.rate();
    } finally {
      open.forEach(BatchSubscriber::close);
    }
  }

  private static long least(List<Received> all) {
    return all.stream().mapToLong(received -> received.events.sum()).min().orElseThrow();
  }

  /// A listener that stays in its first batch until all is over, beside one that reads.
  public static void slowReader(Trial trial, long events) throws Exception {
    Received good = new Received();
    CountDownLatch over = new CountDownLatch(1);
    try (WebSocketHub hub = new WebSocketHub("127.0.0.1", 0, 2_000, 4L << 20);
        BatchSubscriber slow = new BatchSubscriber(batch -> await(over));
        BatchSubscriber fine = new BatchSubscriber(good::hear)) {
      slow.connect("127.0.0.1", hub.port());
      fine.connect("127.0.0.1", hub.port());
      SinkFactory sinks = WebSocketSinks.of(hub);
      SinkLoad.Seen seen =
          new SinkLoad().run(sinks, 50, events, AHEAD_MAX, () -> good.events.sum());
      SinkTrial.found(trial, seen.events(), seen.satoshis(), good.arrived());
      over.countDown();
      Integer code = awaitClose(slow);
      boolean closed = code != null && code == TOO_SLOW;
      trial.check(SLOW, closed ? 1 : 0, 1, "listeners", "its code is " + code);
    }
  }

  private static void await(CountDownLatch over) {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// It hears that it was closed once it reads what came before.
  private static Integer awaitClose(BatchSubscriber listener) {
    long deadlineNs = System.nanoTime() + CLOSE_NS;
    while (listener.closeCode() == null && System.nanoTime() - deadlineNs < 0) {
      LockSupport.parkNanos(1_000_000);
    }
    return listener.closeCode();
  }

  /// A listener whose connection is broken off again and again while events go on.
  public static void reconnect(Trial trial, long events, int times) throws Exception {
    Received received = new Received();
    try (WebSocketHub hub = new WebSocketHub("127.0.0.1", 0, BATCHES_MAX, BYTES_MAX);
        BatchSubscriber listener = new BatchSubscriber(received::hear)) {
      listener.connect("127.0.0.1", hub.port());
      Thread breaker =
          Thread.ofVirtual().start(() -> breakOff(listener, hub.port(), received, events, times));
      SinkLoad.Seen seen =
          new SinkLoad()
              .run(WebSocketSinks.of(hub), 50, events, AHEAD_MAX, () -> received.events.sum());
      breaker.join();
      Arrived arrived = received.arrived();
      long right = arrived.satoshis() == seen.satoshis() ? arrived.events() : 0;
      trial.check(RESUMED, right, seen.events(), "events", listener.gaps() + " gaps");
    }
  }

  private static void breakOff(
      BatchSubscriber listener, int port, Received received, long events, int times) {
    for (int i = 1; i <= times; i++) {
      while (received.events.sum() < i * events / (times + 1)) {
        LockSupport.parkNanos(100_000);
      }
      listener.abort();
      try {
        listener.connect("127.0.0.1", port);
      } catch (java.io.IOException | InterruptedException e) {
        throw new IllegalStateException("it could not come back", e);
      }
    }
  }
}
