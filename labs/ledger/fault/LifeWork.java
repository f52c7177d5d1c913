package labs.ledger.fault;

import java.util.Arrays;
import ledger.Batch;

/// What a life of the ledger is asked: each lane of it sends batches of [#BATCH] transfers, all of
/// them possible, so that their order does not matter to what the accounts hold in the end.
final class LifeWork {
  static final int LANES = 4;
  static final int BATCH = 64;
  static final int ACCOUNTS = 1_000;
  static final long SYSTEM = 1L << 40;

  private static final long OPENING = 1L << 40;
  private static final long OPENS = 1L << 62;

  private LifeWork() {}

  /// The accounts, and what they begin with. Sent in every life, it is done in the first.
  static Batch opening() {
    Batch batch = new Batch(2 * ACCOUNTS + 1);
    batch.open(OPENS, 1, SYSTEM, 0, true);
    for (int account = 1; account <= ACCOUNTS; account++) {
      batch.open(OPENS, 1 + account, account, 0, false);
      batch.transfer(OPENS, 1 + ACCOUNTS + account, SYSTEM, account, OPENING);
    }
    return batch;
  }

  /// What the accounts hold before the first life.
  static long[] opened() {
    long[] balances = new long[ACCOUNTS + 1];
    Arrays.fill(balances, 1, ACCOUNTS + 1, OPENING);
    return balances;
  }

  static long keyHigh(int life, int lane) {
    return 1 + (long) life * LANES + lane;
  }

  /// @param index of a transfer of this lane, from 0
  static long keyLow(long index) {
    return 1 + index;
  }

  static int debit(int lane, long index) {
    return 1 + (int) (mixed(lane, index) % ACCOUNTS);
  }

  static int credit(int lane, long index) {
    int debit = debit(lane, index);
    return 1 + (debit + (int) ((mixed(lane, index) >>> 20) % (ACCOUNTS - 1))) % ACCOUNTS;
  }

  static int amount(int lane, long index) {
    return 1 + (int) ((mixed(lane, index) >>> 40) % 100);
  }

  static void fill(Batch batch, int life, int lane, int number) {
    batch.clear();
    for (long i = (long) number * BATCH; i < (number + 1L) * BATCH; i++) {
      batch.transfer(
          keyHigh(life, lane), keyLow(i), debit(lane, i), credit(lane, i), amount(lane, i));
    }
  }

  /// Spreads the numbers. The factor is the odd integer nearest to 2^63 over the golden ratio.
  private static long mixed(int lane, long index) {
    long x = (index * LANES + lane + 1) * 0x4F1BBCDCBFA53E0BL;
    return (x ^ x >>> 29) & Long.MAX_VALUE;
  }
}
