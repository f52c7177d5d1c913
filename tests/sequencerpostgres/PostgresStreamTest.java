package sequencerpostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import postgres.Databases;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.engine.Books;
import sequencer.engine.Changes;
import sequencer.engine.Engine;
import sequencer.engine.EngineContract.Awaited;

/// Lists of payments in the table `stream`: with their vouchers or not at all.
@Tag("slow")
class PostgresStreamTest extends OnPostgres {
  private static final String LAST = " WHERE sequence_number = 3";

  private Engine open(Books books) throws IOException {
    return new PostgresEngines().open(url, null, books::change, books::channel);
  }

  /// A channel, a payment, and two streams.
  private Books keepThree() throws IOException {
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      for (Change change :
          new Change[] {
            Changes.seeded(1), Changes.paid(1, 1), Changes.streamed(1, 2), Changes.streamed(1, 3)
          }) {
        assertTrue(engine.append(change) > 0);
        kept.change(change);
      }
    }
    return kept;
  }

  private void assertFound(Books kept) throws IOException {
    Books found = new Books();
    open(found).close();
    assertEquals(kept.channels(), found.channels());
    assertEquals(kept.streams(), found.streams());
  }

  @Test
  void everyFieldOfAListIsInItsColumn() throws Exception {
    keepThree();
    Change.Streamed last = Changes.streamed(1, 3);
    assertEquals(
        String.join(
            "|",
            last.voucher().channelId().toString().replaceFirst("0x", "\\\\x"),
            "3",
            last.listSignature().toString().replaceFirst("0x", "\\\\x"),
            Integer.toString(last.list().count()),
            "\\x" + HexFormat.of().formatHex(last.list().toBytes()),
            "\\x" + HexFormat.of().formatHex(last.list().hash().toBytes())),
        Databases.one(
            url,
            "SELECT concat_ws('|', channel_id, sequence_number, list_signature, payments, list,"
                + " list_hash) FROM stream"
                + LAST));
    assertEquals(
        "2",
        Databases.one(
            url,
            "SELECT count(*) FROM stream JOIN voucher USING (channel_id, sequence_number)"
                + " WHERE stream.xmin::text = voucher.xmin::text"),
        "a list is written with its voucher, in one transaction");
  }

  @Test
  void aListThatIsNotItsVouchersIsRefused() throws Exception {
    String channel = Changes.id(1).toString();
    refuses(
        "the store has a list of payments for voucher 3 of channel " + channel + ", and no such",
        "DELETE FROM voucher" + LAST,
        "UPDATE channel SET sequence_number = 2");
    String isNotIts =
        "the store has a list of payments for voucher 3 of channel " + channel + " that is not its";
    refuses(
        isNotIts + ": a stream is one transfer of what its list adds up to",
        "UPDATE voucher SET amount = amount + 1" + LAST);
    refuses(
        isNotIts + ": a stream is one transfer of what its list adds up to",
        "UPDATE voucher SET fee_receiver = receiver, fee_amount = 1" + LAST);
    refuses(isNotIts + ": Malformed stream: ", "UPDATE stream SET payments = payments + 1" + LAST);
    refuses(
        isNotIts + ": Malformed stream: amount 0 is 0",
        "UPDATE stream SET list = set_byte(list, 0, 0)" + LAST);
    refuses(isNotIts, "UPDATE stream SET list_hash = '\\x00'" + LAST);
    refuses(isNotIts, "UPDATE stream SET list_signature = '\\x00'" + LAST);
  }

  private void refuses(String sentence, String... damages) throws Exception {
    empty();
    Books kept = keepThree();
    assertFound(kept);
    for (String damage : damages) {
      Databases.run(url, damage);
    }
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> open(new Books()));
    assertTrue(refused.getMessage().startsWith(sentence), refused.getMessage());
  }

  @Test
  void aStoreFromBeforeThereWereStreamsTakesThem() throws Exception {
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      engine.append(Changes.seeded(1));
      engine.append(Changes.paid(1, 1));
    }
    Databases.run(url, "DROP TABLE stream");
    kept.change(Changes.seeded(1));
    kept.change(Changes.paid(1, 1));
    try (Engine engine = open(new Books())) {
      engine.append(Changes.streamed(1, 2));
      kept.change(Changes.streamed(1, 2));
    }
    assertFound(kept);
  }

  /// What a payment costs does not depend on whether there are streams.
  @Test
  void aBatchWithoutStreamsDoesNotKnowOfTheirTable() throws Exception {
    Engine engine = open(new Books());
    Databases.run(url, "DROP TABLE stream");
    Awaited awaited = Awaited.on(engine);
    awaited.durable(engine.append(Changes.seeded(1)));
    awaited.durable(engine.append(Changes.paid(1, 1)));
    engine.append(Changes.streamed(1, 2));
    assertTrue(awaited.failure().getMessage().startsWith("PostgreSQL refused a batch: "));
    engine.close();
  }

  /// While the writer is held up, some megabytes of lists wait and no more; payments are taken on.
  @Test
  void longListsAreBoundedWhileTheyWaitAndInABatch() throws Exception {
    PaymentList longest = WaitingChangesTest.longest();
    Books kept = new Books();
    try (Engine engine = open(new Books())) {
      Awaited awaited = Awaited.on(engine);
      awaited.durable(engine.append(Changes.seeded(1)));
      kept.change(Changes.seeded(1));
      long last = 0;
      int streams = 0;
      try (Connection holder = DriverManager.getConnection(url);
          Statement statement = holder.createStatement()) {
        holder.setAutoCommit(false);
        statement.execute("SELECT * FROM writer FOR UPDATE");
        for (long position = 0; position != Engine.FULL; ) {
          last = Math.max(last, position);
          Change.Streamed next = Changes.streamed(1, streams + 1, longest);
          position = engine.append(next);
          if (position != Engine.FULL) {
            kept.change(next);
            streams++;
          }
        }
        assertEquals("the storage engine has no room", engine.whyFull());
        assertTrue(engine.append(Changes.seeded(2)) > last);
        kept.change(Changes.seeded(2));
      }
      assertTrue(streams >= 16 && streams <= 20, streams + " waited or were being written");
      awaited.durable(last);
    }
    String largest = "SELECT max(n) FROM (SELECT count(*) AS n FROM stream GROUP BY xmin::text) b";
    assertTrue(Integer.parseInt(Databases.one(url, largest)) <= 4, "lists in one batch");
    assertFound(kept);
  }
}
