package sinkpostgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import batcher.Batcher;
import batcher.Frames;
import batcher.KilledServer;
import batcher.Payments;
import batcher.Statistics;
import batcher.event.Event;
import batcher.sink.AckLevel;
import batcher.sink.Sink;
import house.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import postgres.PostgresProcess;

@Waiting
class PostgresSinkTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir static Path server;
  @TempDir Path folder;
  private static PostgresProcess postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = PostgresProcess.start(server.resolve("data"));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.url())) {
      connection.createStatement().execute("DROP TABLE IF EXISTS payment_event, batch_mark");
    }
  }

  @Test
  void everyFieldIsInItsColumn() throws Exception {
    try (Sink sink = new PostgresSinks().at(postgres.url()).open(0)) {
      sink.deliver(Frames.frame(7, 0, 1, 1, 5));
    }
    Event first = Payments.sent("shard-0", 5);
    try (Connection connection = DriverManager.getConnection(postgres.url());
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("SELECT * FROM payment_event ORDER BY sequence LIMIT 1")) {
      row.next();
      assertEquals(7, row.getLong("epoch"));
      assertEquals(0, row.getInt("shard"));
      assertEquals(1, row.getLong("batch"));
      assertEquals(6, row.getLong("sequence"));
      assertArrayEquals(first.torrent().toBytes(), row.getBytes("torrent"));
      assertEquals(first.direction().code(), row.getInt("direction"));
      assertEquals(5, row.getInt("piece"));
      assertArrayEquals(first.peer().toBytes(), row.getBytes("peer"));
      assertEquals(17, row.getLong("satoshis"));
      assertEquals(first.timeMs(), row.getLong("time_ms"));
      assertArrayEquals(first.transactionId().toBytes(), row.getBytes("transaction_id"));
    }
  }

  @Test
  void frameThatComesTwiceIsThereOnce() throws Exception {
    try (Sink sink = new PostgresSinks().at(postgres.url()).open(0)) {
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
      sink.deliver(Frames.frame(7, 0, 3, 2, 20));
    }
    assertEquals(IntStream.range(0, 40).boxed().toList(), pieces("true"));
  }

  @Test
  void sinkThatIsOpenedAgainKnowsWhatTheDatabaseHas() throws Exception {
    try (Sink sink = new PostgresSinks().at(postgres.url()).open(0)) {
      assertEquals(0, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    try (Sink sink = new PostgresSinks().at(postgres.url()).open(0)) {
      assertEquals(7, sink.lastEpoch());
      sink.deliver(Frames.frame(7, 0, 1, 3, 0));
    }
    assertEquals(IntStream.range(0, 30).boxed().toList(), pieces("true"));
  }

  @Test
  void connectionsTerminatedByTheServerLoseAndDoubleNothing() throws Exception {
    Batcher batcher =
        Batcher.open(
            Frames.journaled(folder.resolve("journal")).withShards(2),
            new PostgresSinks().at(postgres.url()));
    for (int i = 0; i < 6_000; i++) {
      long ticket = batcher.add(Payments.sent("key-" + i % 4, i));
      if (i % 500 == 250) {
        terminateOthers();
      }
      if (i % 500 == 0) {
        batcher.await(AckLevel.DELIVERED, ticket, LONG);
      }
    }
    Statistics end = batcher.close(LONG);
    assertEquals(6_000, end.delivered());
    assertAllOnceInOrder();
  }

  @Test
  void killedServerLosesAndDoublesNothing() throws Exception {
    Batcher batcher =
        Batcher.open(
            Frames.journaled(folder.resolve("journal")).withShards(2),
            new PostgresSinks().at(postgres.url()));
    for (int i = 0; i < 6_000; i++) {
      long ticket = batcher.add(Payments.sent("key-" + i % 4, i));
      if (i % 3_000 == 1_000) {
        batcher.await(AckLevel.DELIVERED, ticket, LONG);
      }
      if (i % 3_000 == 1_500) {
        postgres.kill();
      }
      if (i % 3_000 == 2_500) {
        batcher.await(AckLevel.DURABLE, ticket, LONG);
        postgres = PostgresProcess.start(server.resolve("data"), postgres.port());
      }
    }
    Statistics end = batcher.close(LONG);
    assertEquals(6_000, end.delivered(), end.lastFailure());
    assertTrue(end.failures() > 0, "nobody noticed");
    assertAllOnceInOrder();
  }

  @Test
  void killedBatcherHasEveryDurableEventThereOnce() throws Exception {
    Set<Integer> durable = KilledServer.run(folder, "postgres=" + postgres.url());
    List<List<Integer>> keys = new ArrayList<>();
    for (String key : KilledServer.keys()) {
      keys.add(piecesOf(key.substring(0, key.indexOf(':'))));
    }
    KilledServer.assertOnceAndInOrder(durable, keys);
  }

  @Test
  void databaseThatIsNotThereIsRefused() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/postgres?user=postgres";
    assertThrows(SQLException.class, () -> new PostgresSinks().at(nowhere).open(0).close());
    assertThrows(IllegalArgumentException.class, () -> new PostgresSinks().at("127.0.0.1"));
  }

  private static void assertAllOnceInOrder() throws SQLException {
    for (int key = 0; key < 4; key++) {
      assertEquals(
          IntStream.iterate(key, i -> i < 6_000, i -> i + 4).boxed().toList(),
          piecesOf(Payments.sent("key-" + key, 0).torrent().toString()));
    }
  }

  private static void terminateOthers() throws SQLException {
    try (Connection connection = DriverManager.getConnection(postgres.url())) {
      connection
          .createStatement()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                  + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
  }

  private static List<Integer> piecesOf(String torrent) throws SQLException {
    return pieces("torrent = '\\x" + torrent + "'");
  }

  private static List<Integer> pieces(String where) throws SQLException {
    List<Integer> pieces = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(postgres.url());
        ResultSet rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT piece FROM payment_event WHERE %s ORDER BY epoch, batch, sequence"
                        .formatted(where))) {
      while (rows.next()) {
        pieces.add(rows.getInt(1));
      }
    }
    return pieces;
  }
}
