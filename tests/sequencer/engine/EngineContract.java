package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
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
