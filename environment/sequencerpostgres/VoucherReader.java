package sequencerpostgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import sequencer.channel.Change;
import sequencer.channel.Change.Paid;
import sequencer.channel.Change.Streamed;
import sequencer.channel.Change.Transfer;
import sequencer.channel.PaymentList;
import sequencer.channel.Refusal;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// Reads vouchers back, each with its list if it is a stream's, by channel and number.
///
/// Two queries in the same order run side by side, and what belongs together is put together here:
/// a voucher has a few hundred bytes and a list up to a megabyte, so thousands of the one may be
/// fetched at once and only some of the other. Both see the same store as long as nothing is
/// written, or within a transaction that says so.
record VoucherReader(Connection connection) {
  /// What is fetched first: whoever goes on from a place may want no more than one.
  private static final int VOUCHERS_FIRST = 50;

  private static final int LISTS_FIRST = 2;

  private static final int VOUCHERS_AT_ONCE = 5_000;

  /// Sixteen megabytes at the most, and twice as much where the driver asks for text.
  private static final int LISTS_AT_ONCE = 16;

  private static final String VOUCHERS =
      "SELECT channel_id, sequence_number, signed_at, user_signature, receiver, amount,"
          + " fee_receiver, fee_amount FROM voucher";

  private static final String STREAMS =
      "SELECT channel_id, sequence_number, list_signature, payments, list, list_hash FROM stream";

  private static final String OF_CHANNEL = " WHERE channel_id = ? AND sequence_number > ?";
  private static final String IN_ORDER = " ORDER BY channel_id, sequence_number";

  /// Shows those of all channels until `visitor` answers false.
  ///
  /// @return how many were shown
  /// @throws IllegalStateException if the store contradicts itself
  long readAll(Predicate<Change> visitor) throws SQLException {
    try (PreparedStatement vouchers = connection.prepareStatement(VOUCHERS + IN_ORDER);
        PreparedStatement streams = connection.prepareStatement(STREAMS + IN_ORDER)) {
      return read(vouchers, streams, visitor);
    }
  }

  /// As [#readAll], those of one channel whose number is greater than `after`.
  long readChannel(ChannelId channel, long after, Predicate<Change> visitor) throws SQLException {
    try (PreparedStatement vouchers =
            connection.prepareStatement(VOUCHERS + OF_CHANNEL + IN_ORDER);
        PreparedStatement streams = connection.prepareStatement(STREAMS + OF_CHANNEL + IN_ORDER)) {
      for (PreparedStatement statement : List.of(vouchers, streams)) {
        statement.setBytes(1, Bytes.of(channel));
        statement.setLong(2, after);
      }
      return read(vouchers, streams, visitor);
    }
  }

  private static long read(
      PreparedStatement vouchers, PreparedStatement streams, Predicate<Change> visitor)
      throws SQLException {
    vouchers.setFetchSize(VOUCHERS_FIRST);
    streams.setFetchSize(LISTS_FIRST);
    long count = 0;
    try (ResultSet voucher = vouchers.executeQuery();
        ResultSet stream = streams.executeQuery()) {
      voucher.setFetchSize(VOUCHERS_AT_ONCE);
      stream.setFetchSize(LISTS_AT_ONCE);
      boolean isMore = stream.next();
      while (voucher.next()) {
        Paid paid = paid(voucher);
        Change change = paid;
        if (isMore && isOf(stream, paid)) {
          change = streamed(paid, stream);
          isMore = stream.next();
        }
        count++;
        if (!visitor.test(change)) {
          return count;
        }
      }
      requireNone(isMore, stream);
    }
    return count;
  }

  /// Both come in the same order, so a list that no voucher has claimed stays until the end.
  private static void requireNone(boolean isMore, ResultSet stream) throws SQLException {
    if (isMore) {
      throw new IllegalStateException(
          "the store has a list of payments for voucher %s of channel %s, and no such voucher"
              .formatted(stream.getLong(2), StoreReader.channelId(stream)));
    }
  }

  private static boolean isOf(ResultSet stream, Paid voucher) throws SQLException {
    return stream.getLong(2) == voucher.sequenceNumber()
        && StoreReader.channelId(stream).equals(voucher.channelId());
  }

  private static Paid paid(ResultSet row) throws SQLException {
    List<Transfer> transfers = new ArrayList<>(2);
    transfers.add(new Transfer(StoreReader.address(row, 5), StoreReader.amount(row, 6)));
    if (row.getBytes(7) != null) {
      transfers.add(new Transfer(StoreReader.address(row, 7), StoreReader.amount(row, 8)));
    }
    return new Paid(
        StoreReader.channelId(row),
        row.getLong(2),
        Long.parseUnsignedLong(row.getString(3)),
        Signature.of(row.getBytes(4)),
        transfers);
  }

  private static Streamed streamed(Paid voucher, ResultSet row) throws SQLException {
    try {
      PaymentList list =
          PaymentList.stored(row.getBytes(5), row.getInt(4), Uint256.read(row.getBytes(6), 0));
      return new Streamed(voucher, Signature.of(row.getBytes(3)), list);
    } catch (Refusal | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IllegalStateException(
          "the store has a list of payments for voucher %s of channel %s that is not its: %s"
              .formatted(voucher.sequenceNumber(), voucher.channelId(), e.getMessage()),
          e);
    }
  }
}
