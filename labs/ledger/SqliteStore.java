package labs.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// Accounts and transfers in SQLite's tables, inside the client's process: the same tables as in
/// [PostgresStore]. Its log is forced at each commit, and one connection writes at a time.
final class SqliteStore implements TransferStore {
  private static final String[] TABLES = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "CREATE TABLE account (id INTEGER PRIMARY KEY, balance INTEGER NOT NULL)",
    "CREATE TABLE transfer (id INTEGER PRIMARY KEY, debit INTEGER NOT NULL,"
        + " credit INTEGER NOT NULL, amount INTEGER NOT NULL CHECK (amount > 0),"
        + " done INTEGER NOT NULL)"
  };

  private final Connection connection;
  private final PreparedStatement read;
  private final PreparedStatement insert;
  private final PreparedStatement change;

  SqliteStore(Path folder, int accounts) throws SQLException, IOException {
    Files.createDirectories(folder);
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
    try (Statement statement = connection.createStatement()) {
      for (String each : TABLES) {
        statement.execute(each);
      }
    }
    connection.setAutoCommit(false);
    read = connection.prepareStatement("SELECT balance FROM account WHERE id = ?");
    insert = connection.prepareStatement("INSERT INTO transfer VALUES (?, ?, ?, ?, ?)");
    change = connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?");
    try (PreparedStatement open =
        connection.prepareStatement("INSERT INTO account VALUES (?, ?)")) {
      Jdbc.set(open, Transfers.SYSTEM, -Transfers.OPENING * accounts);
      open.executeUpdate();
      for (int account = 1; account <= accounts; account++) {
        Jdbc.set(open, account, Transfers.OPENING);
        open.executeUpdate();
      }
    }
    connection.commit();
  }

  @Override
  public Client client(int most) {
    return (all, from, to, done) -> {
      for (long i = from; i < to; i++) {
        done[all.at(i)] = (byte) (transfer(i, all.debit(i), all.credit(i), all.amount(i)) ? 1 : 0);
      }
      connection.commit();
    };
  }

  private boolean transfer(long key, int debit, int credit, int amount) throws SQLException {
    boolean possible = balance(debit) >= amount;
    Jdbc.set(insert, key, debit, credit, amount, possible ? 1 : 0);
    insert.executeUpdate();
    if (possible) {
      Jdbc.set(change, -amount, debit);
      change.executeUpdate();
      Jdbc.set(change, amount, credit);
      change.executeUpdate();
    }
    return possible;
  }

  private long balance(int account) throws SQLException {
    Jdbc.set(read, account);
    try (ResultSet row = read.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  @Override
  public long[] balances(int accounts) throws SQLException {
    long[] balances = new long[accounts];
    for (int account = 1; account <= accounts; account++) {
      balances[account - 1] = balance(account);
    }
    return balances;
  }

  @Override
  public long minted() throws SQLException {
    return balance(Transfers.SYSTEM);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
