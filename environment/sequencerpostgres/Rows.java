package sequencerpostgres;

import static sequencerpostgres.Columns.bytes;
import static sequencerpostgres.Columns.longs;
import static sequencerpostgres.Columns.numbers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sequencer.channel.Change;
import sequencer.channel.Change.Closed;
import sequencer.channel.Change.Closing;
import sequencer.channel.Change.Founded;
import sequencer.channel.Change.Paid;
import sequencer.channel.Change.Seeded;
import sequencer.channel.Change.Streamed;
import sequencer.channel.Change.Transfer;
import sequencer.crypto.ChannelId;

/// A batch of changes as the rows of one transaction.
///
/// All of it goes to the server at once, as one text of a few statements with arrays for
/// parameters, so that a batch of a thousand costs one exchange like a batch of one. A channel's
/// row is moved on once, from before its first voucher of the batch to its last, and only if it
/// stands where this sequencer believes that it does. Channels come in the order of their ids, so
/// that two transactions never wait for each other in a circle.
final class Rows {
  private static final String FENCE =
      "UPDATE writer SET batch = ? WHERE channel_id = ? AND epoch = ? AND batch = ?";

  private static final String FOUNDING =
      "; UPDATE writer SET chain_id = ?, contract = ?, sequencer = ? WHERE channel_id = ?";

  private static final String CHANNELS =
      """
      ; INSERT INTO channel
        (channel_id, owner, balance, expires, opened, sequence_number, signed_at)
      SELECT channel_id, owner, balance, expires, opened, 0, 0
      FROM unnest(?::bytea[], ?::bytea[], ?::numeric[], ?::numeric[], ?::bigint[])
        AS seeded (channel_id, owner, balance, expires, opened)\
      """;

  private static final String VOUCHERS =
      """
      ; INSERT INTO voucher
        (channel_id, sequence_number, signed_at, user_signature, receiver, amount, fee_receiver,
         fee_amount)
      SELECT channel_id, sequence_number, signed_at, user_signature, receiver, amount, fee_receiver,
        fee_amount
      FROM unnest(?::bytea[], ?::bigint[], ?::numeric[], ?::bytea[], ?::bytea[], ?::numeric[],
          ?::bytea[], ?::numeric[])
        AS paid (channel_id, sequence_number, signed_at, user_signature, receiver, amount,
          fee_receiver, fee_amount)\
      """;

  private static final String HEADS =
      """
      ; UPDATE channel
      SET sequence_number = head.sequence_number, signed_at = head.signed_at,
        user_signature = head.user_signature
      FROM unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::numeric[], ?::bytea[])
        AS head (channel_id, former, sequence_number, signed_at, user_signature)
      WHERE channel.channel_id = head.channel_id AND channel.sequence_number = head.former\
      """;

  private static final String STREAMS =
      """
      ; INSERT INTO stream
        (channel_id, sequence_number, list_signature, payments, list, list_hash)
      SELECT channel_id, sequence_number, list_signature, payments, list, list_hash
      FROM unnest(?::bytea[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bytea[], ?::bytea[])
        AS streamed (channel_id, sequence_number, list_signature, payments, list, list_hash)\
      """;

  private static final String CLOSING =
      """
      ; INSERT INTO closing (channel_id, signed_at, user_signature)
      SELECT channel_id, signed_at, user_signature
      FROM unnest(?::bytea[], ?::numeric[], ?::bytea[])
        AS closing (channel_id, signed_at, user_signature)\
      """;

  private static final String CLOSED =
      """
      ; INSERT INTO closed (channel_id, transaction_hash)
      SELECT channel_id, transaction_hash
      FROM unnest(?::bytea[], ?::bytea[]) AS closed (channel_id, transaction_hash)\
      """;

  private final List<Seeded> seeded = new ArrayList<>();
  private final List<Long> opened = new ArrayList<>();
  private final List<Paid> paid = new ArrayList<>();
  private final Map<ChannelId, Head> heads = new TreeMap<>();
  private final List<Streamed> streamed = new ArrayList<>();
  private final List<Closing> closing = new ArrayList<>();
  private final List<Closed> closed = new ArrayList<>();
  private Founded founded;

  /// @param former the number before the first voucher of the batch
  private record Head(long former, Paid last) {}

  /// @param first the position of the first change
  Rows(List<Change> changes, long first) {
    for (int i = 0; i < changes.size(); i++) {
      switch (changes.get(i)) {
        case Founded change -> founded = change;
        case Seeded change -> {
          seeded.add(change);
          opened.add(first + i);
        }
        case Paid change -> pay(change);
        case Streamed change -> {
          pay(change.voucher());
          streamed.add(change);
        }
        case Closing change -> closing.add(change);
        case Closed change -> closed.add(change);
      }
    }
  }

  private void pay(Paid voucher) {
    paid.add(voucher);
    heads.merge(
        voucher.channelId(),
        new Head(voucher.sequenceNumber() - 1, voucher),
        (head, next) -> new Head(head.former(), next.last()));
  }

  /// Writes them, and the mark of the batch, within a transaction that the caller commits.
  ///
  /// @return false if the mark could not be set, because another writer has the store or this very
  ///     batch is there already
  /// @throws SQLException also if a channel does not stand where it should
  boolean write(Connection connection, long epoch, long batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql())) {
      int at = 0;
      statement.setLong(++at, batch);
      statement.setBytes(++at, Bytes.NO_CHANNEL);
      statement.setLong(++at, epoch);
      statement.setLong(++at, batch - 1);
      at = setFounding(statement, at);
      at = setChannels(statement, at, connection);
      at = setVouchers(statement, at, connection);
      at = setHeads(statement, at, connection);
      at = setStreams(statement, at, connection);
      setClosed(statement, at, connection);
      statement.execute();
      if (statement.getUpdateCount() == 0) {
        return false;
      }
      requireAllWritten(statement);
      return true;
    }
  }

  private String sql() {
    return FENCE
        + (founded == null ? "" : FOUNDING)
        + (seeded.isEmpty() ? "" : CHANNELS)
        + (paid.isEmpty() ? "" : VOUCHERS + HEADS)
        + (streamed.isEmpty() ? "" : STREAMS)
        + (closing.isEmpty() ? "" : CLOSING)
        + (closed.isEmpty() ? "" : CLOSED);
  }

  private void requireAllWritten(PreparedStatement statement) throws SQLException {
    int written = 0;
    while (statement.getMoreResults() || statement.getUpdateCount() >= 0) {
      written += statement.getUpdateCount();
    }
    int expected =
        (founded == null ? 0 : 1)
            + seeded.size()
            + paid.size()
            + heads.size()
            + streamed.size()
            + closing.size()
            + closed.size();
    if (written != expected) {
      throw new SQLException(
          "%s rows were to be written and %s were: a channel does not stand where its last voucher"
                  .formatted(expected, written)
              + " left it, so something else has written to this store");
    }
  }

  private int setFounding(PreparedStatement statement, int before) throws SQLException {
    int at = before;
    if (founded != null) {
      statement.setLong(++at, founded.chainId());
      statement.setBytes(++at, Bytes.of(founded.verifyingContract()));
      statement.setBytes(++at, Bytes.of(founded.sequencer()));
      statement.setBytes(++at, Bytes.NO_CHANNEL);
    }
    return at;
  }

  private int setChannels(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!seeded.isEmpty()) {
      statement.setArray(++at, bytes(connection, seeded, change -> Bytes.of(change.channelId())));
      statement.setArray(++at, bytes(connection, seeded, change -> Bytes.of(change.owner())));
      statement.setArray(++at, numbers(connection, seeded, change -> change.balance().toString()));
      statement.setArray(
          ++at,
          numbers(connection, seeded, change -> Long.toUnsignedString(change.expiryTimestamp())));
      statement.setArray(++at, connection.createArrayOf("int8", opened.toArray()));
    }
    return at;
  }

  private int setVouchers(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!paid.isEmpty()) {
      statement.setArray(++at, bytes(connection, paid, change -> Bytes.of(change.channelId())));
      statement.setArray(++at, longs(connection, paid, Paid::sequenceNumber));
      statement.setArray(++at, numbers(connection, paid, Rows::signedAt));
      statement.setArray(++at, bytes(connection, paid, Rows::signature));
      for (int i = 0; i < 2; i++) {
        int transfer = i;
        statement.setArray(++at, bytes(connection, paid, change -> receiver(change, transfer)));
        statement.setArray(++at, numbers(connection, paid, change -> amount(change, transfer)));
      }
    }
    return at;
  }

  private int setHeads(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!heads.isEmpty()) {
      List<Head> all = List.copyOf(heads.values());
      statement.setArray(++at, bytes(connection, all, head -> Bytes.of(head.last().channelId())));
      statement.setArray(++at, longs(connection, all, Head::former));
      statement.setArray(++at, longs(connection, all, head -> head.last().sequenceNumber()));
      statement.setArray(++at, numbers(connection, all, head -> signedAt(head.last())));
      statement.setArray(++at, bytes(connection, all, head -> signature(head.last())));
    }
    return at;
  }

  private int setStreams(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!streamed.isEmpty()) {
      statement.setArray(
          ++at, bytes(connection, streamed, change -> Bytes.of(change.voucher().channelId())));
      statement.setArray(
          ++at, longs(connection, streamed, change -> change.voucher().sequenceNumber()));
      statement.setArray(
          ++at, bytes(connection, streamed, change -> change.listSignature().toBytes()));
      statement.setArray(++at, longs(connection, streamed, change -> (long) change.list().count()));
      statement.setArray(++at, bytes(connection, streamed, change -> change.list().toBytes()));
      statement.setArray(
          ++at, bytes(connection, streamed, change -> change.list().hash().toBytes()));
    }
    return at;
  }

  private void setClosed(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!closing.isEmpty()) {
      statement.setArray(++at, bytes(connection, closing, change -> Bytes.of(change.channelId())));
      statement.setArray(
          ++at, numbers(connection, closing, change -> Long.toUnsignedString(change.timestamp())));
      statement.setArray(++at, bytes(connection, closing, Rows::signature));
    }
    if (!closed.isEmpty()) {
      statement.setArray(++at, bytes(connection, closed, change -> Bytes.of(change.channelId())));
      statement.setArray(
          ++at, bytes(connection, closed, change -> Bytes.ofHash(change.transactionHash())));
    }
  }

  private static String signedAt(Paid change) {
    return Long.toUnsignedString(change.timestamp());
  }

  private static byte[] signature(Paid change) {
    return change.userSignature().toBytes();
  }

  private static byte[] signature(Closing change) {
    return change.userSignature() == null ? null : change.userSignature().toBytes();
  }

  private static byte[] receiver(Paid change, int transfer) {
    return transfer < change.transfers().size()
        ? Bytes.of(change.transfers().get(transfer).to())
        : null;
  }

  private static String amount(Paid change, int transfer) {
    List<Transfer> transfers = change.transfers();
    return transfer < transfers.size() ? transfers.get(transfer).amount().toString() : null;
  }
}
