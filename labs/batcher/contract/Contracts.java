package labs.batcher.contract;

import batcher.Batcher;
import batcher.Settings;
import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.frame.Cause;
import batcher.rule.Mode;
import batcher.sink.MemorySink;
import batcher.sink.Sink;
import batcher.sink.SinkFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import labs.batcher.scene.Replay;
import labs.batcher.scene.Scene;

/// The promises of the document's three suites of 12, 8 and 10 tests, each stated again. Where a
/// test of the original cannot pass whatever the batcher does, the promise asks for what was meant,
/// and its name says so.
public final class Contracts {
  private static final Mode DOCUMENT = Mode.Document.DEFAULT;
  private static final Mode ADAPTIVE = Mode.Adaptive.DEFAULT;
  private static final double LINGER_MS = 250;

  private Contracts() {}

  /// A suite by its name: `batching`, `scenarios` or `optimized`.
  public static List<Contract> suite(String name) {
    return switch (name) {
      case "batching" -> batching();
      case "scenarios" -> scenarios();
      case "optimized" -> optimized();
      default -> throw new IllegalArgumentException("no suite is called \"" + name + "\"");
    };
  }

  private static Contract document(String name, Scene scene) {
    return Contract.of(name, DOCUMENT, scene, seen -> true);
  }

  private static List<Contract> batching() {
    return List.of(
        Contract.of(
            "fifty events are one batch",
            DOCUMENT,
            Scene.full(1, 1),
            seen -> seen.sink().batches() == 1 && seen.sink().largest() == 50),
        Contract.of(
            "three times fifty are three full batches",
            DOCUMENT,
            Scene.full(1, 3),
            seen -> seen.sink().batches() == 3 && seen.sink().closedBy(Cause.SIZE) == 3),
        Contract.of(
            "what does not fill goes after 250 ms and not before",
            DOCUMENT,
            Scene.steady(1, 10, 0).waiting(400),
            seen -> isTimedOnce(seen) && seen.sink().batches() == 1),
        Contract.of(
            "a full batch starts the time anew",
            DOCUMENT,
            Scene.steady(1, 55, 2).waiting(400),
            seen -> isTimedOnce(seen) && seen.sink().batches() == 2),
        document("a thousand events a second all come out", Scene.steady(1, 500, 1)),
        document("order holds within batches", Scene.full(3, 20)),
        document("continuous events leave nothing behind", Scene.steady(7, 300, 0.1)),
        document("bursts and silence lose nothing", Scene.waves().faster(5).waiting(0)),
        new Contract("the same event five times is five events", Contracts::fiveTimes),
        new Contract("amounts from a satoshi to a coin pass unchanged", Contracts::amounts),
        new Contract("what is malformed is refused, the next one not", Contracts::malformed),
        new Contract("every field reaches the listener", Contracts::everyField));
  }

  private static List<Contract> scenarios() {
    return List.of(
        document("100 MB are 6,400 payments", Scene.download(100).faster(1_000).waiting(0)),
        document("a fast download pays every chunk once", Scene.steady(1, 1_000, 0)),
        document("three downloads are 5,440 payments", Scene.downloads().faster(50).waiting(0)),
        Contract.of(
            "torrents are kept apart",
            DOCUMENT,
            Scene.full(3, 1),
            seen -> Arrays.equals(seen.sink().eventsOfKey(), new long[] {50, 50, 50})),
        document("20 leechers pay 17 satoshis a chunk", Scene.swarm().faster(10).waiting(0)),
        document(
            "5,000 events at once all come out", Scene.torrents(10, 500).faster(1e6).waiting(0)),
        Contract.of(
            "1,500 events a second wait under 100 ms, and at most 500",
            ADAPTIVE,
            Scene.frequency().faster(5).waiting(0),
            seen ->
                seen.sink().latencies().meanNs() < 100e6
                    && seen.sink().latencies().maxNs() < 500e6),
        document("20 waves of 500 leave nothing behind", Scene.full(10, 20)));
  }

  private static List<Contract> optimized() {
    return List.of(
        Contract.of(
            "500 events wait 80 ms at most, by the last 50",
            ADAPTIVE,
            Scene.latency().waiting(0),
            seen -> seen.sink().lastMeanMs() <= 80),
        Contract.of(
            "2,000 events at once wait under 150 ms",
            ADAPTIVE,
            Scene.steady(2, 1_000, 0),
            seen -> seen.sink().latencies().meanNs() < 150e6),
        Contract.of(
            "over 1,000 events a second, the test's own waiting left out",
            ADAPTIVE,
            Scene.throughput().waiting(0),
            seen -> seen.sink().events() / seen.sink().elapsedS() > 1_000),
        document("ten torrents are kept apart", Scene.torrents(10, 200).waiting(0)),
        document("sustained load leaves nothing behind", Scene.waves().faster(10).waiting(0)),
        new Contract("close delivers the rest, later events are refused", Contracts::closing),
        new Contract(
            "batches grow with the load: over ten events each when they come at once",
            Contracts::growing),
        Contract.of(
            "and are small when events come slowly",
            ADAPTIVE,
            Scene.steady(1, 50, 4),
            seen -> seen.sink().latencies().meanNs() < 50e6),
        document("50 MB at 80 chunks a second, sped up", Scene.download(50).faster(500).waiting(0)),
        document("15 leechers pay 17 satoshis a chunk", Scene.seeding().waiting(0)));
  }

  private static boolean isTimedOnce(Replay.Outcome seen) {
    return seen.sink().closedBy(Cause.TIME) == 1 && seen.sink().shortestTimedMs() >= LINGER_MS;
  }

  private static Event event(long satoshis, int piece) {
    return new Event(
        0,
        Bytes32.named("torrent"),
        piece,
        Direction.SENT,
        Bytes32.padded("peer"),
        satoshis,
        1_758_153_600_000L,
        Bytes32.named("transaction-" + piece));
  }

  private static List<Event> through(List<Event> events) throws Exception {
    MemorySink sink = new MemorySink();
    try (Batcher batcher = Batcher.open(settings(), SinkFactory.shared(sink))) {
      events.forEach(batcher::add);
    }
    return sink.events();
  }

  /// They come at once, whichever thread the machine lets run, because the listener is busy with
  /// the first batch until the last event is there.
  private static String growing() throws Exception {
    CountDownLatch allAdded = new CountDownLatch(1);
    MemorySink sink = new MemorySink();
    Sink busy =
        frame -> {
          allAdded.await();
          sink.deliver(frame);
        };
    Settings adaptive = Settings.DEFAULT.withMode(ADAPTIVE);
    try (Batcher batcher = Batcher.open(adaptive, SinkFactory.shared(busy))) {
      for (int i = 0; i < 2_000; i++) {
        batcher.add(event(17, i));
      }
      allAdded.countDown();
    }
    int batches = sink.batches().size();
    int events = sink.events().size();
    return Contract.fault(
        events == 2_000 && events > 10 * batches, events + " events in " + batches + " batches");
  }

  private static Settings settings() {
    return Settings.DEFAULT.withMode(DOCUMENT);
  }

  private static String fiveTimes() throws Exception {
    Event same = event(17, 1);
    List<Event> seen = through(List.of(same, same, same, same, same));
    return Contract.fault(seen.size() == 5, seen);
  }

  private static String amounts() throws Exception {
    List<Long> amounts = List.of(1L, 17L, 1_000L, 100_000_000L);
    List<Event> seen = through(amounts.stream().map(amount -> event(amount, 1)).toList());
    return Contract.fault(seen.stream().map(Event::satoshis).toList().equals(amounts), seen);
  }

  private static String malformed() throws Exception {
    MemorySink sink = new MemorySink();
    long[] words = event(17, 1).toWords();
    words[EventLayout.SATOSHIS] = -1;
    try (Batcher batcher = Batcher.open(settings(), SinkFactory.shared(sink))) {
      boolean refused = batcher.add(words, 0) == Refusal.AMOUNT.answer();
      boolean taken = batcher.add(event(17, 2)) > 0;
      batcher.close();
      return Contract.fault(refused && taken && sink.events().size() == 1, sink.events());
    }
  }

  private static String everyField() throws Exception {
    Event given = event(17, 7);
    List<Event> seen = through(List.of(given));
    return Contract.fault(seen.equals(List.of(given.withSequence(1))), seen);
  }

  private static String closing() throws Exception {
    MemorySink sink = new MemorySink();
    Batcher batcher = Batcher.open(settings(), SinkFactory.shared(sink));
    for (int i = 0; i < 70; i++) {
      batcher.add(event(17, i));
    }
    batcher.close();
    long answer = batcher.add(event(17, 70));
    int seen = sink.events().size();
    return Contract.fault(
        seen == 70 && answer == Refusal.CLOSED.answer(),
        seen + " events, then the answer " + answer);
  }
}
