package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Databases;
import sequencer.TestServer;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.crypto.Address;
import sequencer.crypto.Uint256;
import sequencer.engine.Changes;
import sequencer.engine.Engine;
import sequencer.engine.EngineContract.Awaited;
import sequencer.engine.History;

/// Whoever reads vouchers back and the writer leave each other alone, and what is read was
/// committed when the reading began.
@Tag("slow")
class PostgresHistoryTest extends OnPostgres {
  private Engine open() throws IOException {
    return new PostgresEngines().open(url, null, _ -> {}, _ -> {});
  }

  private static List<Change> read(Engine engine) throws IOException {
    List<Change> shown = new ArrayList<>();
    read(engine, shown, () -> {});
    return shown;
  }

  /// @param meanwhile runs when the first change has been shown
  private static void read(Engine engine, List<Change> shown, Runnable meanwhile)
      throws IOException {
    engine
        .history()
        .orElseThrow()
        .read(
            Changes.id(1),
            History.BEGINNING,
            1,
            (change, _) -> {
              shown.add(change);
              if (shown.size() == 1) {
                meanwhile.run();
              }
              return true;
            });
  }

  private static List<Change> keep(Engine engine, Awaited awaited) {
    List<Change> kept = new ArrayList<>();
    kept.add(Changes.seeded(1));
    for (int number = 1; number <= 6; number++) {
      kept.add(Changes.voucher(1, number));
    }
    long last = 0;
    for (Change change : kept) {
      last = engine.append(change);
    }
    awaited.durable(last);
    return kept;
  }

  @Test
  void whatIsNotCommittedIsNotShownAndNotWaitedFor() throws Exception {
    try (Engine engine = open()) {
      Awaited awaited = Awaited.on(engine);
      List<Change> kept = keep(engine, awaited);
      long last;
      try (Connection holder = DriverManager.getConnection(url);
          Statement statement = holder.createStatement()) {
        holder.setAutoCommit(false);
        statement.execute("SELECT * FROM writer FOR UPDATE");
        last = engine.append(Changes.streamed(1, 7));
        assertEquals(kept, read(engine));
      }
      awaited.durable(last);
      kept.add(Changes.streamed(1, 7));
      assertEquals(kept, read(engine));
    }
  }

  @Test
  void whatIsCommittedWhileOneReadsIsForTheNextToRead() throws Exception {
    try (Engine engine = open()) {
      Awaited awaited = Awaited.on(engine);
      List<Change> kept = keep(engine, awaited);
      List<Change> shown = new ArrayList<>();
      read(engine, shown, () -> awaited.durable(engine.append(Changes.streamed(1, 7))));
      assertEquals(kept, shown);
      kept.add(Changes.streamed(1, 7));
      assertEquals(kept, read(engine));
    }
  }

  @Test
  void howeverManyReadTheWriterHasItsConnection() throws Exception {
    try (Engine engine = open()) {
      Awaited awaited = Awaited.on(engine);
      keep(engine, awaited);
      CountDownLatch written = new CountDownLatch(1);
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < Store.USE.connections(); i++) {
        readers.add(Thread.ofPlatform().start(() -> readUntil(written, engine)));
      }
      try {
        for (Thread reader : readers) {
          while (reader.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
        }
        awaited.durable(engine.append(Changes.streamed(1, 7)));
      } finally {
        written.countDown();
      }
      for (Thread reader : readers) {
        reader.join();
      }
      assertEquals(8, read(engine).size());
    }
  }

  private static void readUntil(CountDownLatch done, Engine engine) {
    try {
      read(
          engine,
          new ArrayList<>(),
          () -> {
            try {
              done.await();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whileTheDatabaseIsAwayWhoAsksIsToldSoAndAfterwardsIsShown() throws Exception {
    try (Engine engine = open();
        TestServer server = new TestServer(engine);
        SequencerClient client = server.client()) {
      Agent agent = server.agent(1, client);
      PaymentList list = PaymentList.of(5, 300, 1);
      Address receiver = new Address(1, 2, 3);
      client.stream(agent.stream(receiver, list, TestServer.NOW)).channel();
      client.settle(agent.pay(receiver, Uint256.of(1), TestServer.NOW)).channel();
      Databases.shared().server().kill();
      assertAway("the history cannot be read", client.voucher(agent.channelId(), 1));
      assertAway("the streams cannot be read", client.streams(agent.channelId(), 1));
      IOException away = assertThrows(IOException.class, () -> read(engine));
      assertEquals("PostgreSQL is away; try again", away.getMessage());
      Databases.shared().startAgain();
      SequencerClient.Answer answer = client.voucher(agent.channelId(), 1);
      while (answer.status() == 503) {
        answer = client.voucher(agent.channelId(), 1);
      }
      assertEquals(1, answer.channel().data().sequenceNumber());
      assertEquals(200, client.streams(agent.channelId(), 1).status());
    }
  }

  private static void assertAway(String what, SequencerClient.Answer answer) {
    assertEquals("{\"error\":\"" + what + ": PostgreSQL is away; try again\"}", answer.text());
    assertEquals(503, answer.status());
  }
}
