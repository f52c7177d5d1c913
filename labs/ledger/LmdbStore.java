package labs.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.PutFlags;
import org.lmdbjava.Txn;

/// Accounts and transfers in LMDB's B-trees, inside the client's process: number to balance, key to
/// transfer. A commit writes the pages that changed and forces them, and one thread writes at a
/// time.
final class LmdbStore implements TransferStore {
  /// Address space, not memory: the file grows as it is used.
  private static final long MAP_BYTES = 1L << 34;

  private static final int TRANSFER_BYTES = 3 * Integer.BYTES + 1;

  private final Env<byte[]> env;
  private final Dbi<byte[]> accounts;
  private final Dbi<byte[]> transfers;

  LmdbStore(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    // Byte arrays: its other kinds of buffer reach into the JDK, which a JVM must be told to allow.
    env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(MAP_BYTES)
            .setMaxDbs(2)
            .open(folder.toFile());
    accounts = env.openDbi("account", DbiFlags.MDB_CREATE);
    transfers = env.openDbi("transfer", DbiFlags.MDB_CREATE);
    try (Txn<byte[]> opening = env.txnWrite()) {
      put(opening, Transfers.SYSTEM, -Transfers.OPENING * count);
      for (int account = 1; account <= count; account++) {
        put(opening, account, Transfers.OPENING);
      }
      opening.commit();
    }
  }

  @Override
  public Client client(int most) {
    return (all, from, to, done) -> {
      try (Txn<byte[]> transaction = env.txnWrite()) {
        for (long i = from; i < to; i++) {
          boolean possible = transfer(transaction, i, all.debit(i), all.credit(i), all.amount(i));
          done[all.at(i)] = (byte) (possible ? 1 : 0);
        }
        transaction.commit();
      }
    };
  }

  private boolean transfer(Txn<byte[]> in, long key, int debit, int credit, int amount) {
    long held = balance(in, debit);
    boolean possible = held >= amount;
    byte[] row =
        ByteBuffer.allocate(TRANSFER_BYTES)
            .putInt(debit)
            .putInt(credit)
            .putInt(amount)
            .put((byte) (possible ? 1 : 0))
            .array();
    if (!transfers.put(in, bytes(key), row, PutFlags.MDB_NOOVERWRITE)) {
      throw new IllegalStateException("the key " + key + " is there already");
    }
    if (possible) {
      put(in, debit, held - amount);
      put(in, credit, balance(in, credit) + amount);
    }
    return possible;
  }

  private void put(Txn<byte[]> in, int account, long balance) {
    accounts.put(in, bytes(account), bytes(balance));
  }

  private long balance(Txn<byte[]> in, int account) {
    return ByteBuffer.wrap(accounts.get(in, bytes(account))).getLong();
  }

  /// Its keys are ordered by their bytes, so the highest comes first.
  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  @Override
  public long[] balances(int count) {
    long[] balances = new long[count];
    try (Txn<byte[]> reading = env.txnRead()) {
      for (int account = 1; account <= count; account++) {
        balances[account - 1] = balance(reading, account);
      }
    }
    return balances;
  }

  @Override
  public long minted() {
    try (Txn<byte[]> reading = env.txnRead()) {
      return balance(reading, Transfers.SYSTEM);
    }
  }

  @Override
  public void close() {
    env.close();
  }
}
