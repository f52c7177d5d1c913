package labs.ledger.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.List;
import ledger.Batch;
import ledger.Ledger;
import ledger.LedgerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the faults lab finds in a ledger that outlived its killed processes.
class OracleTest {
  private static final int BATCHES = 3;

  @TempDir Path data;

  @BeforeEach
  void live() throws Exception {
    try (Ledger ledger = Ledger.open(data.resolve("ledger"), LedgerOptions.DEFAULT)) {
      LedgerLife.submit(ledger, LifeWork.opening());
      Batch batch = new Batch(LifeWork.BATCH);
      for (int number = 0; number < BATCHES; number++) {
        LifeWork.fill(batch, 0, 0, number);
        LedgerLife.submit(ledger, batch);
      }
    }
  }

  /// Transfers of the first lane that are there, those that it cannot have sent, and accounts that
  /// hold what the transfers come to, if this many of its batches were answered.
  private List<Long> audit(int answered) throws Exception {
    ByteArrayOutputStream asked = new ByteArrayOutputStream();
    DataOutputStream lab = new DataOutputStream(asked);
    lab.writeInt(answered);
    for (int lane = 1; lane < LifeWork.LANES; lane++) {
      lab.writeInt(0);
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    new LedgerLife()
        .live(
            data,
            List.of("1", "audit"),
            new DataInputStream(new ByteArrayInputStream(asked.toByteArray())),
            new DataOutputStream(said));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(said.toByteArray()));
    long done = in.readLong();
    long apart = in.readLong();
    in.skipNBytes((LifeWork.LANES - 1) * 2L * Long.BYTES);
    return List.of(done, apart, (long) in.readInt());
  }

  @Test
  void whatWasAnsweredIsThere() throws Exception {
    long all = BATCHES * LifeWork.BATCH;
    assertEquals(List.of(all, 0L, (long) LifeWork.ACCOUNTS), audit(BATCHES));
  }

  @Test
  void aBatchWhoseAnswerNobodyReadMayBeThere() throws Exception {
    long answered = (BATCHES - 1) * LifeWork.BATCH;
    assertEquals(List.of(answered, 0L, (long) LifeWork.ACCOUNTS), audit(BATCHES - 1));
  }

  @Test
  void anAnsweredBatchThatIsMissingShows() throws Exception {
    assertEquals((long) BATCHES * LifeWork.BATCH, audit(BATCHES + 1).getFirst());
  }

  @Test
  void aBatchThatCannotHaveBeenSentShows() throws Exception {
    assertEquals((long) LifeWork.BATCH, audit(BATCHES - 2).get(1));
  }

  @Test
  void aTransferMovesSomethingBetweenTwoAccounts() {
    for (int i = 0; i < 100_000; i++) {
      int debit = LifeWork.debit(i % LifeWork.LANES, i);
      int credit = LifeWork.credit(i % LifeWork.LANES, i);
      assertNotEquals(debit, credit);
      assertTrue(Math.min(debit, credit) >= 1 && Math.max(debit, credit) <= LifeWork.ACCOUNTS);
      assertTrue(LifeWork.amount(i % LifeWork.LANES, i) >= 1);
    }
  }
}
