package labs.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import labs.ledger.TransferWay.Form;
import labs.ledger.Transfers.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import postgres.PostgresProcess;

@Waiting
class TransfersTest {
  private static final int ACCOUNTS = 1_000;
  private static final int COUNT = 20_000;

  @ParameterizedTest
  @EnumSource
  void aTransferHasTwoAccountsAndAnAmount(Kind kind) {
    Transfers all = new Transfers(kind, ACCOUNTS, COUNT, 5);
    Transfers again = new Transfers(kind, ACCOUNTS, COUNT, 5);
    int hot = 0;
    for (int i = 0; i < COUNT; i++) {
      assertTrue(all.debit(i) >= 1 && all.debit(i) <= ACCOUNTS);
      assertTrue(all.credit(i) >= 1 && all.credit(i) <= ACCOUNTS && all.credit(i) != all.debit(i));
      assertTrue(all.amount(i) >= 1 && all.amount(i) <= 100);
      assertEquals(all.debit(i), again.debit(i));
      int lower = Math.min(all.debit(i), all.credit(i));
      assertTrue(kind != Kind.ONE || lower == 1);
      hot += lower <= 10 ? 1 : 0;
    }
    assertEquals(all.debit(1), all.debit(COUNT + 1));
    switch (kind) {
      case UNIFORM -> assertTrue(hot < COUNT / 25, hot + " would be 2 %");
      case ZIPF -> assertTrue(hot > COUNT / 2 && hot < COUNT * 3 / 4, hot + " would be 63 %");
      case HOT, ONE -> assertEquals(COUNT, hot);
    }
  }

  /// From one client all stores get the same, in the same order; one refuses what the other does.
  @Test
  void everyStoreDoesTheSame(@TempDir Path folder) throws Exception {
    Transfers all = new Transfers(Kind.HOT, 12, 2_000, 3);
    byte[] expected;
    try (TransferStore own = new OwnStore(folder.resolve("ledger"), 12)) {
      expected = run(own, all, 100);
      assertEquals(-12 * Transfers.OPENING, own.minted());
    }
    try (TransferStore sqlite = new SqliteStore(folder.resolve("sqlite"), 12)) {
      assertArrayEquals(expected, run(sqlite, all, 100));
      assertEquals(-12 * Transfers.OPENING, sqlite.minted());
    }
    try (TransferStore lmdb = new LmdbStore(folder.resolve("lmdb"), 12)) {
      assertArrayEquals(expected, run(lmdb, all, 100));
      assertEquals(-12 * Transfers.OPENING, lmdb.minted());
    }
    int refused = 0;
    for (byte done : expected) {
      refused += 1 - done;
    }
    assertTrue(refused > 0, "nothing was refused");
    try (PostgresProcess postgres = PostgresProcess.start(folder.resolve("postgres"))) {
      for (Form form : List.of(Form.SINGLE, Form.BATCH, Form.TRIPS)) {
        try (TransferStore store = new PostgresStore(postgres.url(), form, 12)) {
          assertArrayEquals(expected, run(store, all, 100), form.name());
          assertEquals(-12 * Transfers.OPENING, store.minted());
        }
      }
    }
  }

  private static byte[] run(TransferStore store, Transfers all, int batch) throws Exception {
    byte[] done = new byte[all.count()];
    TransferStore.Client client = store.client(batch);
    for (int from = 0; from < done.length; from += batch) {
      client.transfer(all, from, from + batch, done);
    }
    long[] balances = store.balances(all.accounts());
    assertArrayEquals(all.balances(done), balances);
    assertTrue(Arrays.stream(balances).allMatch(balance -> balance >= 0));
    return done;
  }
}
