package sequencerpostgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import sequencer.channel.Change;
import sequencer.channel.Change.Closed;
import sequencer.channel.Change.Closing;
import sequencer.channel.Change.Founded;
import sequencer.channel.Change.Seeded;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// Reads a store back as the changes that led to it: for whom it is, the channels in the order in
/// which they were opened, then each channel's vouchers in theirs with the lists of those that are
/// streams', then which channels were closed.
record StoreReader(Connection connection) {
  private static final int ROWS_AT_ONCE = 5_000;

  private static final String FOUNDED =
      "SELECT chain_id, contract, sequencer FROM writer WHERE chain_id IS NOT NULL";

  /// Of all channels; see [#seeded].
  static final String SEEDED = "SELECT channel_id, owner, balance, expires FROM channel";

  private static final String CLOSING = "SELECT channel_id, signed_at, user_signature FROM closing";

  private static final String CLOSED = "SELECT channel_id, transaction_hash FROM closed";

  /// A channel's row and its vouchers are written in one transaction, so this finds none.
  private static final String TORN =
      "SELECT channel_id, sequence_number, (SELECT coalesce(max(sequence_number), 0) FROM voucher"
          + " WHERE voucher.channel_id = channel.channel_id) AS found FROM channel WHERE"
          + " sequence_number <> (SELECT coalesce(max(sequence_number), 0) FROM voucher"
          + " WHERE voucher.channel_id = channel.channel_id) LIMIT 1";

  /// What one row says.
  private interface Reading {
    Change read(ResultSet row) throws SQLException;
  }

  /// @return how many changes there were
  /// @throws IllegalStateException if the store contradicts itself
  long read(Consumer<Change> replay) throws SQLException {
    refuseTorn();
    return replay(FOUNDED, StoreReader::founded, replay)
        + replay(SEEDED + " ORDER BY opened", StoreReader::seeded, replay)
        + replayVouchers(replay)
        + replay(CLOSING, StoreReader::closing, replay)
        + replay(CLOSED, StoreReader::closed, replay);
  }

  private void refuseTorn() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet torn = statement.executeQuery(TORN)) {
      if (torn.next()) {
        throw new IllegalStateException(
            "the store says that channel %s stands at payment %s, and has its payments up to %s"
                .formatted(channelId(torn), torn.getLong(2), torn.getLong(3)));
      }
    }
  }

  private long replay(String sql, Reading reading, Consumer<Change> replay) throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(ROWS_AT_ONCE);
      try (ResultSet row = statement.executeQuery(sql)) {
        for (; row.next(); count++) {
          replay.accept(reading.read(row));
        }
      }
    }
    return count;
  }

  private long replayVouchers(Consumer<Change> replay) throws SQLException {
    return new VoucherReader(connection)
        .readAll(
            voucher -> {
              replay.accept(voucher);
              return true;
            });
  }

  private static Change founded(ResultSet row) throws SQLException {
    return new Founded(row.getLong(1), address(row, 2), address(row, 3));
  }

  /// A row of [#SEEDED].
  static Change seeded(ResultSet row) throws SQLException {
    return new Seeded(
        channelId(row), address(row, 2), amount(row, 3), Long.parseUnsignedLong(row.getString(4)));
  }

  private static Change closing(ResultSet row) throws SQLException {
    byte[] signature = row.getBytes(3);
    return new Closing(
        channelId(row),
        Long.parseUnsignedLong(row.getString(2)),
        signature == null ? null : Signature.of(signature));
  }

  private static Change closed(ResultSet row) throws SQLException {
    return new Closed(channelId(row), Bytes.toHash(row.getBytes(2)));
  }

  static ChannelId channelId(ResultSet row) throws SQLException {
    return ChannelId.read(row.getBytes(1), 0);
  }

  static Address address(ResultSet row, int column) throws SQLException {
    return Address.read(row.getBytes(column), 0);
  }

  static Uint256 amount(ResultSet row, int column) throws SQLException {
    return Uint256.parse(row.getString(column));
  }
}
