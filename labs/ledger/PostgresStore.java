package labs.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import labs.ledger.TransferWay.Form;

/// Accounts and transfers in PostgreSQL's tables: a row each, the key unique, no balance below
/// zero. A client is a connection. Accounts are locked in the order of their numbers, so that
/// nobody waits in a circle; half of each of their pages is left free, so that a change of a
/// balance finds room beside the old one and no index has to learn of it.
final class PostgresStore implements TransferStore {
  private static final String TABLES =
      """
      DROP TABLE IF EXISTS transfer, account;
      CREATE TABLE account (id bigint PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 50);
      CREATE TABLE transfer (id bigint PRIMARY KEY, debit bigint NOT NULL, credit bigint NOT NULL,
        amount bigint NOT NULL CHECK (amount > 0), done boolean NOT NULL);
      CREATE OR REPLACE FUNCTION transfer(key bigint, debiting bigint, crediting bigint, sum bigint)
      RETURNS boolean LANGUAGE plpgsql AS $$
      DECLARE
        possible boolean;
      BEGIN
        IF debiting < crediting THEN
          UPDATE account SET balance = balance - sum WHERE id = debiting AND balance >= sum;
          possible := FOUND;
          IF possible THEN
            UPDATE account SET balance = balance + sum WHERE id = crediting;
          END IF;
        ELSE
          UPDATE account SET balance = balance + sum WHERE id = crediting;
          UPDATE account SET balance = balance - sum WHERE id = debiting AND balance >= sum;
          possible := FOUND;
          IF NOT possible THEN
            UPDATE account SET balance = balance - sum WHERE id = crediting;
          END IF;
        END IF;
        INSERT INTO transfer VALUES (key, debiting, crediting, sum, possible);
        RETURN possible;
      END $$;
      CREATE OR REPLACE FUNCTION transfers(
        keys bigint[], debits bigint[], credits bigint[], sums bigint[])
      RETURNS boolean[] LANGUAGE plpgsql AS $$
      DECLARE
        done boolean[];
      BEGIN
        FOR i IN 1 .. array_length(keys, 1) LOOP
          done[i] := transfer(keys[i], debits[i], credits[i], sums[i]);
        END LOOP;
        RETURN done;
      END $$;
      """;

  private final String url;
  private final Form form;
  private final Queue<Connection> connections = new ConcurrentLinkedQueue<>();

  PostgresStore(String url, Form form, int accounts) throws SQLException {
    this.url = url;
    this.form = form;
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(TABLES);
      statement.execute(
          "INSERT INTO account VALUES (%s, %s)"
              .formatted(Transfers.SYSTEM, -Transfers.OPENING * accounts));
      statement.execute(
          "INSERT INTO account SELECT i, %s FROM generate_series(1, %s) i"
              .formatted(Transfers.OPENING, accounts));
      statement.execute("VACUUM ANALYZE account");
    }
  }

  @Override
  public Client client(int most) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connections.add(connection);
    connection.setAutoCommit(form != Form.TRIPS);
    return switch (form) {
      case TRIPS -> trips(connection);
      case SINGLE -> function(connection);
      case BATCH -> batch(connection);
      case CLOCK -> throw new IllegalArgumentException("by the clock it is not measured");
    };
  }

  private static Client trips(Connection connection) throws SQLException {
    PreparedStatement read =
        connection.prepareStatement(
            "SELECT id, balance FROM account WHERE id IN (?, ?) ORDER BY id FOR UPDATE");
    PreparedStatement insert =
        connection.prepareStatement("INSERT INTO transfer VALUES (?, ?, ?, ?, ?)");
    PreparedStatement change =
        connection.prepareStatement(
            "UPDATE account SET balance = balance + CASE id WHEN ? THEN -? ELSE ? END"
                + " WHERE id IN (?, ?)");
    return (all, from, to, done) -> {
      for (long i = from; i < to; i++) {
        boolean possible = isPossible(read, all, i);
        Jdbc.set(insert, i, all.debit(i), all.credit(i), all.amount(i));
        insert.setBoolean(5, possible);
        insert.executeUpdate();
        if (possible) {
          Jdbc.set(change, all.debit(i), all.amount(i), all.amount(i), all.debit(i), all.credit(i));
          change.executeUpdate();
        }
        connection.commit();
        done[all.at(i)] = (byte) (possible ? 1 : 0);
      }
    };
  }

  private static boolean isPossible(PreparedStatement read, Transfers all, long key)
      throws SQLException {
    Jdbc.set(read, all.debit(key), all.credit(key));
    boolean possible = false;
    try (ResultSet rows = read.executeQuery()) {
      while (rows.next()) {
        possible |= rows.getLong(1) == all.debit(key) && rows.getLong(2) >= all.amount(key);
      }
    }
    return possible;
  }

  private static Client function(Connection connection) throws SQLException {
    PreparedStatement call = connection.prepareStatement("SELECT transfer(?, ?, ?, ?)");
    return (all, from, to, done) -> {
      for (long i = from; i < to; i++) {
        Jdbc.set(call, i, all.debit(i), all.credit(i), all.amount(i));
        try (ResultSet rows = call.executeQuery()) {
          rows.next();
          done[all.at(i)] = (byte) (rows.getBoolean(1) ? 1 : 0);
        }
      }
    };
  }

  private static Client batch(Connection connection) throws SQLException {
    PreparedStatement call = connection.prepareStatement("SELECT transfers(?, ?, ?, ?)");
    return (all, from, to, done) -> {
      int count = (int) (to - from);
      Long[][] columns = new Long[4][count];
      for (int i = 0; i < count; i++) {
        columns[0][i] = from + i;
        columns[1][i] = (long) all.debit(from + i);
        columns[2][i] = (long) all.credit(from + i);
        columns[3][i] = (long) all.amount(from + i);
      }
      for (int column = 0; column < columns.length; column++) {
        call.setArray(column + 1, connection.createArrayOf("bigint", columns[column]));
      }
      try (ResultSet rows = call.executeQuery()) {
        rows.next();
        Array answer = rows.getArray(1);
        Boolean[] each = (Boolean[]) answer.getArray();
        for (int i = 0; i < count; i++) {
          done[all.at(from + i)] = (byte) (each[i] ? 1 : 0);
        }
      }
    };
  }

  @Override
  public long[] balances(int accounts) throws SQLException {
    return numbers(
        "SELECT balance FROM account WHERE id <= " + accounts + " ORDER BY id", accounts);
  }

  @Override
  public long minted() throws SQLException {
    return numbers("SELECT balance FROM account WHERE id = " + Transfers.SYSTEM, 1)[0];
  }

  /// How many transfers with these keys there are.
  long count(List<Long> keys) throws SQLException {
    String query = "SELECT count(*) FROM transfer WHERE id = ANY (?)";
    try (Connection connection = DriverManager.getConnection(url);
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /// How many accounts hold what they began with and what the transfers that were done moved.
  long accountsAsTheirRows() throws SQLException {
    return numbers(
        """
        WITH moved AS (
          SELECT id, sum(change) AS change FROM (
            SELECT debit AS id, -amount AS change FROM transfer WHERE done
            UNION ALL SELECT credit, amount FROM transfer WHERE done)
          GROUP BY id)
        SELECT count(*) FROM account LEFT JOIN moved USING (id)
          WHERE id <> %s AND balance = %s + coalesce(change, 0)
        """
            .formatted(Transfers.SYSTEM, Transfers.OPENING),
        1)[0];
  }

  private long[] numbers(String query, int count) throws SQLException {
    long[] numbers = new long[count];
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      for (int i = 0; i < count; i++) {
        rows.next();
        numbers[i] = rows.getLong(1);
      }
    }
    return numbers;
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
