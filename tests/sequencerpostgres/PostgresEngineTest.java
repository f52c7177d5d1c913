package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Database;
import postgres.Databases;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.engine.Books;
import sequencer.engine.Changes;
import sequencer.engine.Engine;
import sequencer.engine.EngineContract;
import sequencer.engine.EngineStopped;

@Tag("slow")
class PostgresEngineTest extends OnPostgres implements EngineContract {
  private static final Duration MOMENT = Duration.ofMillis(200);

  /// The first times that it is asked, it fails with the code that the argument names.
  private static final String STUMBLE =
      """
      CREATE SEQUENCE attempts;
      CREATE FUNCTION stumble() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('attempts') <= 3 THEN
          RAISE EXCEPTION 'not now' USING ERRCODE = '%s';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER stumbling BEFORE UPDATE ON writer
        FOR EACH ROW WHEN (NEW.batch > OLD.batch) EXECUTE FUNCTION stumble();
      """;

  @Override
  public Engine open(Books books) throws IOException {
    return new PostgresEngines().open(url, null, books::change, books::channel);
  }

  private PostgresEngine impatient(Database database) throws IOException {
    return PostgresEngine.start(Store.open(database, change -> {}), MOMENT);
  }

  private Database database() throws IOException {
    return Database.open(url, null, Store.USE);
  }

  @Test
  void aStoreKnowsForWhomItIs() throws IOException {
    try (Engine engine = open(new Books())) {
      engine.append(Changes.FOUNDED);
    }
    Books found = new Books();
    open(found).close();
    assertEquals(Changes.FOUNDED, found.founded());
  }

  @Test
  void everyFieldIsInItsColumn() throws Exception {
    Change.Seeded seeded = Changes.seeded(1);
    Change.Paid paid = withFee();
    try (Engine engine = open(new Books())) {
      engine.append(seeded);
      for (int number = 1; number <= paid.sequenceNumber(); number++) {
        engine.append(Changes.paid(1, number));
      }
    }
    String id = hex(seeded.channelId());
    assertEquals(
        String.join(
            "|",
            id,
            hex(seeded.owner()),
            seeded.balance().toString(),
            Long.toUnsignedString(seeded.expiryTimestamp()),
            Long.toString(paid.sequenceNumber()),
            Long.toUnsignedString(paid.timestamp()),
            hex(paid.userSignature())),
        Databases.one(
            url,
            "SELECT concat_ws('|', channel_id, owner, balance, expires, sequence_number, signed_at,"
                + " user_signature) FROM channel"));
    assertEquals(
        String.join(
            "|",
            id,
            Long.toUnsignedString(paid.timestamp()),
            hex(paid.userSignature()),
            hex(paid.transfers().get(0).to()),
            paid.transfers().get(0).amount().toString(),
            hex(paid.transfers().get(1).to()),
            paid.transfers().get(1).amount().toString()),
        Databases.one(
            url,
            "SELECT concat_ws('|', channel_id, signed_at, user_signature, receiver, amount,"
                + " fee_receiver, fee_amount) FROM voucher WHERE sequence_number = "
                + paid.sequenceNumber()));
  }

  private static Change.Paid withFee() {
    int number = 1;
    while (Changes.paid(1, number).transfers().size() == 1) {
      number++;
    }
    return Changes.paid(1, number);
  }

  private static String hex(Object hexadecimal) {
    return hexadecimal.toString().replaceFirst("0x", "\\\\x");
  }

  @Test
  void aClosedChannelIsClosedAgain() throws Exception {
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      for (Change change : Changes.mixed(3, 2)) {
        append(engine, kept, change);
      }
      append(engine, kept, Changes.seeded(3));
      String hash = "0x" + "ab".repeat(32);
      append(engine, kept, new Change.Closing(Changes.id(0), 0, null));
      append(engine, kept, new Change.Closed(Changes.id(0), hash));
      append(engine, kept, new Change.Closing(Changes.id(1), 0, null));
      append(
          engine, kept, new Change.Closing(Changes.id(3), -7, Changes.paid(3, 1).userSignature()));
    }
    assertFound(kept);
  }

  /// What waits while one batch is written goes with the next, all of it.
  @Test
  void aBatchIsOneTransaction() throws Exception {
    long before = batches(url, 0);
    try (Engine engine = open(new Books())) {
      EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
      long last = 0;
      for (Change change : Changes.mixed(50, 40)) {
        last = engine.append(change);
      }
      awaited.durable(last);
    }
    long batches = batches(url, 1) - before;
    assertTrue(batches >= 2 && batches < 500, batches + " transactions for 2051 changes");
  }

  private static long batches(String url, int stores) throws SQLException {
    return stores == 0 ? 0 : Long.parseLong(Databases.one(url, "SELECT batch FROM writer"));
  }

  @Test
  void aCollisionIsTriedAgain() throws Exception {
    for (String code : new String[] {"40001", "40P01"}) {
      empty();
      Books kept = new Books();
      try (Engine engine = open(new Books())) {
        Databases.run(url, String.format(java.util.Locale.ROOT, STUMBLE, code));
        EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
        awaited.durable(append(engine, kept, Changes.seeded(1)));
        awaited.durable(append(engine, kept, Changes.paid(1, 1)));
      }
      assertEquals("5", Databases.one(url, "SELECT last_value FROM attempts"));
      assertFound(kept);
    }
  }

  @Test
  void aRefusalForGoodStopsTheEngine() throws Exception {
    PostgresEngine engine = (PostgresEngine) open(new Books());
    EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
    Databases.run(url, String.format(java.util.Locale.ROOT, STUMBLE, "22023"));
    engine.append(Changes.seeded(1));
    assertEquals(
        "PostgreSQL refused a batch: ERROR: not now",
        awaited.failure().getMessage().lines().findFirst().orElseThrow());
    assertEquals(0, engine.durablePosition());
    assertThrows(EngineStopped.class, () -> engine.append(Changes.seeded(2)));
    engine.close();
    assertFound(new Books());
  }

  /// The first writer is not told; it finds out when it next writes, and what it would have written
  /// is not there.
  @Test
  void onlyTheLastToOpenAStoreWrites() throws Exception {
    Books kept = new Books();
    Engine first = open(new Books());
    EngineContract.Awaited firstAwaited = EngineContract.Awaited.on(first);
    firstAwaited.durable(append(first, kept, Changes.seeded(1)));
    try (Engine second = open(new Books())) {
      first.append(Changes.paid(1, 1));
      assertInstanceOf(Replaced.class, firstAwaited.failure());
      EngineContract.Awaited.on(second).durable(append(second, kept, Changes.paid(1, 1)));
      first.close();
    }
    assertFound(kept);
  }

  @Test
  void aStoreThatSomethingElseChangedStopsTheEngine() throws Exception {
    Engine engine = open(new Books());
    EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
    awaited.durable(engine.append(Changes.seeded(1)));
    awaited.durable(engine.append(Changes.paid(1, 1)));
    Databases.run(url, "UPDATE channel SET sequence_number = 4");
    engine.append(Changes.paid(1, 2));
    assertTrue(awaited.failure().getMessage().contains("something else has written"));
    engine.close();
    IllegalStateException torn = assertThrows(IllegalStateException.class, () -> open(new Books()));
    assertTrue(torn.getMessage().endsWith("stands at payment 4, and has its payments up to 1"));
  }

  /// While no connection is available nothing is accepted; what was accepted before goes on.
  @Test
  void withoutAConnectionNothingIsTakenAndNothingIsLost() throws Exception {
    Books kept = new Books();
    Database database = database();
    PostgresEngine engine =
        PostgresEngine.start(Store.open(database, change -> {}), PostgresEngine.PATIENCE);
    EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
    long last;
    try (Taken _ = Taken.of(database)) {
      last = append(engine, kept, Changes.seeded(1));
      for (long number = 1; !engine.whyFull().equals("PostgreSQL is away; try again"); ) {
        long position = engine.append(Changes.paid(1, number));
        if (position == Engine.FULL) {
          Thread.onSpinWait(); // this many wait, or it has just become known
        } else {
          kept.change(Changes.paid(1, number));
          last = position;
          number++;
        }
      }
      assertEquals(Engine.FULL, engine.append(Changes.seeded(2)));
      assertEquals(0, engine.durablePosition());
    }
    awaited.durable(last);
    engine.close();
    assertFound(kept);
  }

  @Test
  void aDatabaseThatStaysAwayStopsTheEngine() throws Exception {
    Database database = database();
    PostgresEngine engine = impatient(database);
    EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
    try (Taken _ = Taken.of(database)) {
      engine.append(Changes.seeded(1));
      assertTrue(awaited.failure().getMessage().startsWith("PostgreSQL was away for too long: "));
    }
    assertThrows(EngineStopped.class, () -> engine.append(Changes.seeded(2)));
    engine.close();
    assertFound(new Books());
  }

  /// A server of the test's that says "off" when it is asked whether it forces.
  @Test
  void aDatabaseThatDoesNotForceIsRefused() throws Exception {
    Databases.run(
        url,
        "CREATE SCHEMA lazy; CREATE FUNCTION lazy.current_setting(text) RETURNS text"
            + " LANGUAGE sql AS 'SELECT ''off''::text'");
    url = url + "&currentSchema=lazy,pg_catalog";
    IOException refused = assertThrows(IOException.class, () -> open(new Books()));
    assertTrue(refused.getMessage().contains("runs with fsync = off"), refused.getMessage());
  }

  /// Settings of a connection outlive a transaction that is rolled back.
  @Test
  void everyConnectionForcesWhatItCommitsWhateverIsUsualInTheDatabase() throws Exception {
    String name = Databases.one(url, "SELECT current_database()");
    Databases.run(url, "ALTER DATABASE " + name + " SET synchronous_commit TO off");
    Database database = database();
    try (Store _ = Store.open(database, _ -> {})) {
      for (int round = 0; round < 2; round++) {
        try (Taken all = Taken.of(database)) {
          for (Connection connection : all.connections()) {
            try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW synchronous_commit")) {
              row.next();
              assertEquals("on", row.getString(1));
              connection.rollback();
            }
          }
        }
      }
    }
  }

  @Test
  void whatIsNoDatabaseIsRefusedWithoutItsPassword() {
    String nowhere = "jdbc:postgresql://127.0.0.1:1/none?user=u&password=secret";
    for (String address : new String[] {nowhere, "mysql://h/n?password=secret"}) {
      Exception refused =
          assertThrows(
              Exception.class,
              () -> new PostgresEngines().open(address, null, change -> {}, state -> {}));
      assertTrue(!refused.getMessage().contains("secret"), refused.getMessage());
    }
  }

  private static long append(Engine engine, Books kept, Change change) {
    long position = engine.append(change);
    kept.change(change);
    return position;
  }

  private void assertFound(Books kept) throws IOException {
    Books found = new Books();
    open(found).close();
    assertEquals(kept.channels(), found.channels());
    for (ChannelState state : found.channels().values()) {
      assertEquals(kept.channels().get(state.channelId()), state);
    }
  }
}
