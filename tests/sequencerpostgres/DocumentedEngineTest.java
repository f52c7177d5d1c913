package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Databases;
import sequencer.engine.Books;
import sequencer.engine.Changes;
import sequencer.engine.Engine;
import sequencer.engine.EngineContract;

@Tag("slow")
class DocumentedEngineTest extends OnPostgres implements EngineContract {
  @Override
  public Engine open(Books books) throws IOException {
    return new DocumentedEngines().open(url, null, books::change, books::channel);
  }

  /// The pattern that it is there to repeat: one commit for the channel and one for each of its
  /// recipients, the answer after the last.
  @Test
  void aPaymentIsACommitForTheChannelAndOneForEachRecipient() throws Exception {
    try (Engine engine = open(new Books())) {
      assertTrue(engine.oneAtATime());
      assertEquals(1, engine.append(Changes.seeded(1)));
      String before = transactions();
      for (int number = 1; number <= 10; number++) {
        assertEquals(number + 1, engine.append(Changes.paid(1, number)));
        assertEquals(number + 1, engine.durablePosition());
      }
      String recipients = Databases.one(url, "SELECT count(DISTINCT xmin::text) FROM recipients");
      assertEquals("3", recipients, "the last payment wrote each recipient in its own transaction");
      assertEquals(
          "1",
          Databases.one(
              url,
              "SELECT count(*) FROM channels WHERE xmin::text NOT IN"
                  + " (SELECT xmin::text FROM recipients)"),
          "and the channel in another");
      long committed = Long.parseLong(transactions()) - Long.parseLong(before);
      assertTrue(committed >= 20 && committed <= 40, committed + " commits for 10 payments");
    }
  }

  private String transactions() throws SQLException {
    return Databases.one(url, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text");
  }

  @Test
  void aDatabaseThatIsGoneStopsIt() throws Exception {
    Engine engine = open(new Books());
    EngineContract.Awaited awaited = EngineContract.Awaited.on(engine);
    engine.append(Changes.seeded(1));
    Databases.run(url, "DROP TABLE recipients");
    org.junit.jupiter.api.Assertions.assertThrows(
        sequencer.engine.EngineStopped.class, () -> engine.append(Changes.paid(1, 1)));
    assertTrue(awaited.failure().getMessage().startsWith("PostgreSQL refused a payment: "));
    engine.close();
  }
}
