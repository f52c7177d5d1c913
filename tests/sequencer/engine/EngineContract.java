package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import sequencer.channel.Change;

/// What the server relies on, whatever it stores with. A test class for an engine implements this.
public interface EngineContract {
  int CHANNELS = 10;
  int PAYMENTS = 25;

  /// Opens the engine on the same store again and again, within one test.
  Engine open(Books books) throws IOException;

  @Test
  default void positionsRiseAndBecomeDurable() throws Exception {
    try (Engine engine = open(new Books())) {
      long last = engine.durablePosition();
      Awaited awaited = Awaited.on(engine);
      for (Change change : Changes.mixed(CHANNELS, 3)) {
        long position = engine.append(change);
        assertTrue(position > last, position + " after " + last);
        last = position;
      }
      awaited.durable(last);
      assertEquals(last, engine.durablePosition());
    }
  }

  @Test
  default void whatWasDurableIsThereAgain() throws Exception {
    Books kept = new Books();
    Books found = new Books();
    try (Engine engine = open(new Books())) {
      keep(engine, kept, Changes.mixed(CHANNELS, PAYMENTS));
    }
    try (Engine engine = open(found)) {
      if (!engine.isDurable()) {
        assertEquals(0, found.channels().size());
        return;
      }
      assertEquals(kept.channels(), found.channels());
      keep(engine, kept, List.of(Changes.paid(0, PAYMENTS + 1), Changes.seeded(CHANNELS)));
      keep(engine, kept, List.of(Changes.paid(CHANNELS, 1), Changes.paid(0, PAYMENTS + 2)));
    }
    Books later = new Books();
    open(later).close();
    assertEquals(kept.channels(), later.channels());
  }

  @Test
  default void streamsAreThereAgainWithTheirLists() throws Exception {
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      if (!engine.isDurable() || !engine.takesStreams()) {
        return;
      }
      keep(engine, kept, Changes.withStreams(CHANNELS, PAYMENTS));
    }
    Books found = new Books();
    try (Engine engine = open(found)) {
      assertEquals(kept.channels(), found.channels());
      assertEquals(kept.streams(), found.streams());
      keep(engine, kept, List.of(Changes.streamed(0, PAYMENTS + 1)));
      keep(engine, kept, List.of(Changes.paid(0, PAYMENTS + 2)));
    }
    Books later = new Books();
    open(later).close();
    assertEquals(kept.channels(), later.channels());
    assertEquals(kept.streams(), later.streams());
  }

  @Test
  default void theHistoryShowsAChannelInOrderFromEveryPlace() throws Exception {
    try (Engine engine = open(new Books())) {
      if (engine.history().isEmpty()) {
        return;
      }
      List<Change> all =
          engine.takesStreams()
              ? Changes.withStreams(CHANNELS, PAYMENTS)
              : Changes.mixed(CHANNELS, PAYMENTS);
      keep(engine, new Books(), all);
      for (int channel : new int[] {0, 1, CHANNELS - 1}) {
        Reading whole = Reading.of(engine, channel, History.BEGINNING, 1, Integer.MAX_VALUE);
        List<Change> own = all.stream().filter(Reading.isOf(channel)).toList();
        assertEquals(own, whole.changes);
        for (int i = 0; i < own.size(); i++) {
          long place = whole.places.get(i);
          Reading rest = Reading.of(engine, channel, place, 1, Integer.MAX_VALUE);
          assertEquals(own.subList(i + 1, own.size()), rest.changes);
          Reading late = Reading.of(engine, channel, History.BEGINNING, i, Integer.MAX_VALUE);
          int missing = own.size() - late.changes.size();
          assertTrue(missing <= i, missing + " are missing before voucher " + i);
          assertEquals(own.subList(missing, own.size()), late.changes);
        }
        Reading some = Reading.of(engine, channel, whole.places.get(3), 1, 5);
        assertEquals(own.subList(4, 9), some.changes);
      }
    }
  }

  @Test
  default void changesOfManyThreadsAreAllThere() throws Exception {
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      Awaited awaited = Awaited.on(engine);
      List<Thread> threads =
          java.util.stream.IntStream.range(0, 4)
              .mapToObj(
                  channel -> Thread.ofPlatform().start(() -> pay(engine, kept, awaited, channel)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      if (!engine.isDurable()) {
        return;
      }
    }
    Books found = new Books();
    open(found).close();
    assertEquals(kept.channels(), found.channels());
    assertEquals(PAYMENTS, found.channels().get(Changes.id(3)).sequenceNumber());
  }

  private static void pay(Engine engine, Books kept, Awaited awaited, int channel) {
    engine.append(Changes.seeded(channel));
    kept.change(Changes.seeded(channel));
    long last = 0;
    for (int number = 1; number <= PAYMENTS; number++) {
      last = engine.append(Changes.paid(channel, number));
      kept.change(Changes.paid(channel, number));
    }
    awaited.durable(last);
  }

  @Test
  default void aClosedEngineTakesNothing() throws Exception {
    Engine engine = open(new Books());
    engine.close();
    if (engine.isDurable()) {
      EngineStopped stopped =
          assertThrows(EngineStopped.class, () -> engine.append(Changes.seeded(1)));
      assertTrue(stopped.getMessage().startsWith("the storage engine has stopped"));
    }
  }

  private static void keep(Engine engine, Books kept, List<Change> changes) {
    Awaited awaited = Awaited.on(engine);
    long last = 0;
    for (Change change : changes) {
      last = engine.append(change);
      assertTrue(last > 0, "no room for " + change);
      kept.change(change);
    }
    awaited.durable(last);
  }

  /// What a history showed of one channel.
  final class Reading {
    private final List<Change> changes = new ArrayList<>();
    private final List<Long> places = new ArrayList<>();

    /// @param most of the channel's own changes
    static Reading of(Engine engine, int channel, long place, long from, int most)
        throws IOException {
      Reading reading = new Reading();
      Predicate<Change> isOwn = isOf(channel);
      engine
          .history()
          .orElseThrow()
          .read(
              Changes.id(channel),
              place,
              from,
              (change, behind) -> {
                assertTrue(reading.changes.size() < most, "shown after it had seen enough");
                if (isOwn.test(change)) {
                  reading.changes.add(change);
                  reading.places.add(behind);
                }
                return reading.changes.size() < most;
              });
      return reading;
    }

    static Predicate<Change> isOf(int channel) {
      return change ->
          Changes.id(channel)
              .equals(
                  switch (change) {
                    case Change.Founded _ -> null;
                    case Change.Seeded seeded -> seeded.channelId();
                    case Change.Paid paid -> paid.channelId();
                    case Change.Streamed streamed -> streamed.voucher().channelId();
                    case Change.Closing closing -> closing.channelId();
                    case Change.Closed closed -> closed.channelId();
                  });
    }
  }

  /// Waits as the server does: for news, then for the position.
  final class Awaited implements EngineListener {
    private final Engine engine;
    private IOException failure;

    private Awaited(Engine engine) {
      this.engine = engine;
    }

    public static Awaited on(Engine engine) {
      Awaited awaited = new Awaited(engine);
      engine.subscribe(awaited);
      return awaited;
    }

    /// Returns when `position` is durable.
    public synchronized void durable(long position) {
      while (engine.durablePosition() < position) {
        if (failure != null) {
          throw new AssertionError(failure);
        }
        await();
      }
    }

    public synchronized IOException failure() {
      while (failure == null) {
        await();
      }
      return failure;
    }

    private void await() {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public synchronized void durable() {
      notifyAll();
    }

    @Override
    public boolean mayWait() {
      return false;
    }

    @Override
    public synchronized void failed(IOException cause) {
      failure = cause;
      notifyAll();
    }
  }
}
