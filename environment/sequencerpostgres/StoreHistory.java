package sequencerpostgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import postgres.Database;
import sequencer.channel.Change;
import sequencer.crypto.ChannelId;
import sequencer.engine.History;

/// The vouchers of one channel, found by their key, while a writer goes on.
///
/// A place is 0 before everything, 1 behind the channel's opening, and n + 1 behind its voucher n.
/// One snapshot is read, of what was committed when the reading began; it takes no lock that a
/// writer would wait for, and a connection that the writer can spare.
final class StoreHistory implements History {
  /// How many may read at once: one vouchers, one streams. Others wait for them.
  static final int READERS = 2;

  private static final long OPENED = 1;

  private static final String ONE_SNAPSHOT =
      "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY";

  private final Database database;
  private final Semaphore readers = new Semaphore(READERS);

  StoreHistory(Database database) {
    this.database = database;
  }

  @Override
  public void read(ChannelId channel, long place, long from, Visitor visitor) throws IOException {
    readers.acquireUninterruptibly();
    try (Connection connection = database.connection();
        Statement begin = connection.createStatement()) {
      begin.execute(ONE_SNAPSHOT);
      if (place > BEGINNING || from > 1 || visitOpening(connection, channel, visitor)) {
        long after = Math.max(0, Math.max(place - OPENED, from - 1));
        new VoucherReader(connection)
            .readChannel(channel, after, voucher -> visitor.visit(voucher, behind(voucher)));
      }
    } catch (SQLException e) {
      throw new IOException(
          Failure.of(e) == Failure.AWAY ? PostgresEngine.AWAY : e.getMessage(), e);
    } finally {
      readers.release();
    }
  }

  private static boolean visitOpening(Connection connection, ChannelId channel, Visitor visitor)
      throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(StoreReader.SEEDED + " WHERE channel_id = ?")) {
      query.setBytes(1, Bytes.of(channel));
      try (ResultSet row = query.executeQuery()) {
        return row.next() && visitor.visit(StoreReader.seeded(row), OPENED);
      }
    }
  }

  private static long behind(Change voucher) {
    long number =
        switch (voucher) {
          case Change.Paid paid -> paid.sequenceNumber();
          case Change.Streamed streamed -> streamed.voucher().sequenceNumber();
          default -> throw new IllegalArgumentException(voucher + " is no voucher");
        };
    return number + OPENED;
  }
}
