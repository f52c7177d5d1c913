package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.Database;
import postgres.Databases;
import sequencer.channel.Change;
import sequencer.engine.Books;
import sequencer.engine.Changes;

/// What one batch does to the tables, and what it costs.
class RowsTest {
  private static final String ALL =
      "SELECT count(*) FROM (SELECT channel_id FROM channel UNION ALL SELECT channel_id FROM"
          + " voucher UNION ALL SELECT channel_id FROM stream) AS every";

  @TempDir static Path folder;
  private static Databases databases;
  private String url;

  @BeforeAll
  static void start() throws IOException {
    databases = Databases.start(folder);
  }

  @AfterAll
  static void stop() throws IOException {
    databases.close();
  }

  @BeforeEach
  void empty() throws SQLException {
    url = databases.create();
  }

  private Store open(String more, Books found) throws IOException {
    Database database = Database.open(url + more, null, Store.USE);
    return Store.open(database, found::change);
  }

  private static void write(Store store, long first, Change... changes) throws Exception {
    store.writeNext(new Rows(List.of(changes), first));
  }

  /// Beginning, statements and commit go together, for one payment as for many. The pool has its
  /// own to say now and then, which only adds to the count; hence the least of some.
  @Test
  void aBatchIsOneExchangeWithTheServer() throws Exception {
    int alone = Integer.MAX_VALUE;
    int together = Integer.MAX_VALUE;
    String counting = "&socketFactory=" + CountingSockets.class.getName();
    try (Store store = open(counting, new Books())) {
      write(store, 1, Changes.seeded(1), Changes.seeded(2));
      for (int number = 1; number <= 40; number += 4) {
        int before = CountingSockets.SENT.get();
        write(store, 3, Changes.paid(1, number));
        int between = CountingSockets.SENT.get();
        write(
            store,
            4,
            Changes.paid(1, number + 1),
            Changes.streamed(1, number + 2),
            Changes.paid(1, number + 3));
        alone = Math.min(alone, between - before);
        together = Math.min(together, CountingSockets.SENT.get() - between);
      }
    }
    assertEquals(1, alone);
    assertEquals(1, together);
  }

  @Test
  void aChannelMayBeOpenedAndPaidFromInOneBatch() throws Exception {
    Books kept = new Books();
    Change[] changes = {
      Changes.FOUNDED,
      Changes.seeded(1),
      Changes.paid(1, 1),
      Changes.seeded(2),
      Changes.streamed(1, 2),
      Changes.seeded(3),
      Changes.paid(3, 1)
    };
    List.of(changes).forEach(kept::change);
    try (Store store = open("", new Books())) {
      write(store, 1, changes);
    }
    Books found = new Books();
    open("", found).close();
    assertEquals(kept.channels(), found.channels());
    assertEquals(Changes.FOUNDED, found.founded());
  }

  /// Whichever part of it does not fit, nothing of it is there.
  @Test
  void aBatchThatDoesNotFitLeavesNothing() throws Exception {
    try (Store store = open("", new Books())) {
      write(store, 1, Changes.seeded(1), Changes.paid(1, 1));
      Change[] other = {Changes.seeded(2), Changes.paid(2, 1), Changes.streamed(2, 2)};
      for (Change misfit :
          List.of(Changes.paid(1, 3), Changes.paid(1, 1), Changes.paid(9, 1), Changes.seeded(1))) {
        assertThrows(
            SQLException.class,
            () -> write(store, 3, other[0], other[1], misfit, other[2]),
            misfit.toString());
        assertEquals("2", Databases.one(url, ALL), misfit.toString());
        assertTrue(!store.hasNext(), misfit.toString());
      }
      Change second = Changes.paid(2, 2);
      SQLException refused =
          assertThrows(SQLException.class, () -> write(store, 3, Changes.seeded(2), second));
      assertTrue(refused.getMessage().contains("something else has written"));
      assertEquals("2", Databases.one(url, ALL));
    }
  }

  @Test
  void aWriterThatWasReplacedWritesNothing() throws Exception {
    try (Store former = open("", new Books())) {
      write(former, 1, Changes.seeded(1));
      open("", new Books()).close();
      assertThrows(Replaced.class, () -> write(former, 2, Changes.seeded(2), Changes.paid(1, 1)));
      assertEquals("1", Databases.one(url, ALL));
    }
  }

  /// The connection broke before the answer, and the database committed the batch while the next
  /// attempt was waiting for it.
  @Test
  void aBatchThatWasCommittedBeforeItsNextAttemptCounts() throws Exception {
    try (Store store = open("", new Books())) {
      try (Connection lost = DriverManager.getConnection(url)) {
        assertTrue(new Rows(List.of(Changes.seeded(1)), 1).write(lost, 1, 1));
      }
      write(store, 1, Changes.seeded(1));
      write(store, 2, Changes.paid(1, 1));
      assertEquals("2", Databases.one(url, ALL));
    }
  }

  @Test
  void aMarkThatIsNotWhereItWasLeftIsSomebodyElses() throws Exception {
    try (Store store = open("", new Books())) {
      Databases.run(url, "UPDATE writer SET batch = 7");
      IOException refused =
          assertThrows(IOException.class, () -> write(store, 1, Changes.seeded(1)));
      assertTrue(refused.getMessage().contains("something else has written"), refused::getMessage);
      assertEquals("0", Databases.one(url, ALL));
    }
  }
}
