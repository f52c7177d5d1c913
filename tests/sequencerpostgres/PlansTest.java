package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Database;
import postgres.Databases;
import sequencer.channel.Change;
import sequencer.crypto.ChannelId;
import sequencer.engine.Changes;
import sequencer.engine.EngineContract;
import sequencer.engine.History;

/// How PostgreSQL carries out what it is asked again and again. A young table is where that goes
/// wrong by itself: it has a page, so reading all of it is the cheapest, and that plan is kept
/// while the table grows.
@Tag("slow")
class PlansTest {
  /// Enough for the driver to prepare a statement, and for the server to settle on a plan.
  private static final int TIMES = 20;

  /// Ways to come to a row that take the longer, the more others there are.
  private static final Pattern NOT_BY_KEY =
      Pattern.compile("Seq Scan|Hash|Merge Join|Bitmap|Sort|Materialize");

  private static final String MANY_VOUCHERS =
      """
      INSERT INTO voucher (channel_id, sequence_number, signed_at, user_signature, receiver, amount)
      SELECT decode(lpad(to_hex(n % 5), 64, '0'), 'hex'), n / 5 + 1, 1,
        decode(repeat('11', 32) || repeat('22', 32) || '1b', 'hex'), decode(repeat('33', 20), 'hex'),
        1
      FROM generate_series(0, 99999) AS n\
      """;

  private static Databases databases;

  /// A statement that a connection has prepared.
  ///
  /// @param plannedAnew how often it was planned for the values of one execution
  private record Prepared(String sql, String plan, long plannedAnew) {}

  @BeforeAll
  static void start() throws IOException {
    databases = Databases.shared();
  }

  @Test
  void everyStatementFindsItsRowsByTheirKeyAndIsPlannedOnce() throws Exception {
    String url = databases.create();
    Database database = Database.open(url, null, Store.USE);
    Store store = Store.open(database, _ -> {});
    Databases.run(url, "ANALYZE");
    PostgresEngine engine = PostgresEngine.start(store, PostgresEngine.PATIENCE);
    try {
      EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
      awaited.durable(engine.append(Changes.seeded(1)));
      for (int number = 1; number <= 2 * TIMES; number++) {
        Change next = number % 2 == 0 ? Changes.streamed(1, number) : Changes.paid(1, number);
        awaited.durable(engine.append(next));
      }
      History history = engine.history().orElseThrow();
      for (int i = 0; i < TIMES; i++) {
        history.read(Changes.id(1), History.BEGINNING, 1, (_, _) -> true);
      }
      List<Prepared> prepared = prepared(database);
      for (String last : List.of("moved", "streamed")) {
        assertPrepared("WITH fence .* " + last + " AS", prepared);
      }
      for (String table : List.of("channel", "voucher", "stream")) {
        assertPrepared("SELECT .* FROM " + table + " WHERE channel_id", prepared);
      }
      assertByKey(prepared);
    } finally {
      engine.close();
    }
  }

  /// Channels that pay in turns: a channel's vouchers lie scattered, and to gather and sort all of
  /// them would be the cheapest way to have all of them, and a long one to have the first.
  @Test
  void theVouchersOfAChannelComeInTheirOrderHoweverManyThereAre() throws Exception {
    String url = databases.create();
    Database database = Database.open(url, null, Store.USE);
    try (Store store = Store.open(database, _ -> {})) {
      Databases.run(url, MANY_VOUCHERS + "; ANALYZE");
      for (int i = 0; i < TIMES; i++) {
        List<Change> shown = new ArrayList<>();
        store
            .history()
            .read(
                new ChannelId(0, 0, 0, 3),
                History.BEGINNING,
                2,
                (change, _) -> {
                  shown.add(change);
                  return false;
                });
        assertEquals(2, ((Change.Paid) shown.getFirst()).sequenceNumber());
        assertEquals(1, shown.size());
      }
      List<Prepared> prepared = prepared(database);
      assertPrepared("SELECT .* FROM voucher WHERE channel_id", prepared);
      assertByKey(prepared);
    }
  }

  private static void assertByKey(List<Prepared> prepared) {
    for (Prepared statement : prepared) {
      assertTrue(!NOT_BY_KEY.matcher(statement.plan).find(), statement.sql + "\n" + statement.plan);
      assertEquals(0, statement.plannedAnew, statement.sql);
    }
  }

  private static void assertPrepared(String begin, List<Prepared> prepared) {
    Pattern pattern = Pattern.compile(begin, Pattern.DOTALL);
    assertTrue(
        prepared.stream().anyMatch(statement -> pattern.matcher(statement.sql).lookingAt()),
        begin + " was not prepared");
  }

  /// What all connections of the pool have prepared but transactions' beginnings and ends.
  private static List<Prepared> prepared(Database database) throws SQLException {
    List<Prepared> found = new ArrayList<>();
    try (Taken all = Taken.of(database)) {
      for (Connection connection : all.connections()) {
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "SELECT name, btrim(statement, E' \\n'), cardinality(parameter_types),"
                        + " custom_plans FROM pg_prepared_statements"
                        + " WHERE statement ~ '^\\s*(SELECT|WITH)'")) {
          while (row.next()) {
            String plan = plan(connection, row.getString(1), row.getInt(3));
            found.add(new Prepared(row.getString(2), plan, row.getLong(4)));
          }
        }
      }
    }
    return found;
  }

  private static String plan(Connection connection, String name, int parameters)
      throws SQLException {
    String values = String.join(", ", Collections.nCopies(parameters, "NULL"));
    StringBuilder plan = new StringBuilder();
    try (Statement statement = connection.createStatement();
        ResultSet line =
            statement.executeQuery(
                "EXPLAIN EXECUTE \"%s\"%s"
                    .formatted(name, parameters == 0 ? "" : "(" + values + ")"))) {
      while (line.next()) {
        plan.append(line.getString(1)).append('\n');
      }
    }
    return plan.toString();
  }
}
