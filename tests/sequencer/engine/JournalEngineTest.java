package sequencer.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import journal.JournalOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sequencer.channel.Change;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Uint256;

class JournalEngineTest implements EngineContract {
  private static final JournalOptions OPTIONS =
      JournalOptions.DEFAULT.withSegmentBytes(1 << 20).withRecordBytesMax(1024);

  @TempDir Path folder;

  @Override
  public Engine open(Books books) throws IOException {
    return JournalEngine.open(folder, OPTIONS, books::change);
  }

  @Test
  void slowFdatasyncIsToldWithItsEndAndItsLength() {
    assertEquals(
        Optional.of("[9000000ns] fdatasync took 4000000 ns"),
        JournalEngine.told(5_000_000, 9_000_000));
    assertEquals(Optional.empty(), JournalEngine.told(5_000_001, 9_000_000));
  }

  @Test
  void changesComeBackInTheOrderInWhichTheyWereAppended() throws IOException {
    List<Change> appended = new ArrayList<>();
    try (JournalEngine engine = JournalEngine.open(folder, OPTIONS, refuse())) {
      for (int i = 1; i <= 1000; i++) {
        appended.add(change(i));
        assertEquals(i, engine.append(appended.getLast()));
      }
    }
    List<Change> replayed = new ArrayList<>();
    try (JournalEngine engine = JournalEngine.open(folder, OPTIONS, replayed::add)) {
      assertEquals(appended, replayed);
      assertEquals(1000, engine.durablePosition());
      assertEquals(1001, engine.append(change(0)));
    }
  }

  @Test
  void listenersHearThatTheDurablePositionHasRisen() throws Exception {
    try (JournalEngine engine = JournalEngine.open(folder, OPTIONS, refuse())) {
      CountDownLatch risen = new CountDownLatch(1);
      engine.subscribe(
          new EngineListener() {
            @Override
            public void durable() {
              if (engine.durablePosition() >= 1) {
                risen.countDown();
              }
            }

            @Override
            public boolean mayWait() {
              return false;
            }

            @Override
            public void failed(IOException cause) {}
          });
      engine.append(change(1));
      assertTrue(risen.await(60, TimeUnit.SECONDS), "nobody was told");
    }
  }

  @Test
  void whatFindsNoRoomIsNotKeptAndWhatFindsSomeIs() throws IOException {
    List<Change> accepted = new ArrayList<>();
    boolean wasFull = false;
    JournalOptions tight = OPTIONS.withWaitingBytesMax(2048);
    try (JournalEngine engine = JournalEngine.open(folder, tight, refuse())) {
      for (int i = 0; !wasFull || i % 100 != 0; i++) {
        if (engine.append(change(i)) == Engine.FULL) {
          wasFull = true;
        } else {
          accepted.add(change(i));
        }
      }
    }
    List<Change> replayed = new ArrayList<>();
    JournalEngine.open(folder, tight, replayed::add).close();
    assertEquals(accepted, replayed);
  }

  private static Change change(int number) {
    return new Change.Seeded(
        new ChannelId(0, 0, 0, number), new Address(0, 0, 1), Uint256.of(1), 1);
  }

  private static java.util.function.Consumer<Change> refuse() {
    return change -> {
      throw new AssertionError("a new store replayed " + change);
    };
  }
}
