package sequencerpostgres;

import static sequencerpostgres.Columns.bytes;
import static sequencerpostgres.Columns.longs;
import static sequencerpostgres.Columns.numbers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
/// All of it is one statement with arrays for parameters, which is a transaction of its own. So a
/// batch costs one exchange with the server, commit and all, however large it is.
///
/// The parts of a statement see the tables as they were before it. Hence a channel that is opened
/// and paid from in one batch is written once, as it stands at the end. Any other channel's row is
/// moved on once, from before its first voucher of the batch to its last, and only if it stands
/// where this sequencer believes that it does. Channels come in the order of their ids, so that two
/// transactions never wait for each other in a circle.
final class Rows {
  /// The mark of the batch. Everything else asks whether it could be set, and so comes after it.
  private static final String FENCE =
      """
      WITH fence AS (
        UPDATE writer SET batch = ?%s WHERE channel_id = ? AND epoch = ? AND batch = ? RETURNING 1)\
      """;

  private static final String FOUNDING = ", chain_id = ?, contract = ?, sequencer = ?";

  /// One row if the mark was set, and none otherwise.
  private static final String MARKED = "\nSELECT 1 FROM fence";

  /// The same, which fails and so undoes everything if a channel's row is not where it should be.
  private static final String MARKED_AND_MOVED =
      "\nSELECT 1 / ((SELECT count(*) FROM moved) = ?)::int FROM fence";

  /// PostgreSQL 18, appendix A: division_by_zero. Nothing else here divides.
  private static final String NOT_MOVED = "22012";

  private static final String CHANNELS =
      """
      , seeded AS (
        INSERT INTO channel
          (channel_id, owner, balance, expires, opened, sequence_number, signed_at, user_signature)
        SELECT channel_id, owner, balance, expires, opened, sequence_number, signed_at,
          user_signature
        FROM unnest(?::bytea[], ?::bytea[], ?::numeric[], ?::numeric[], ?::bigint[], ?::bigint[],
            ?::numeric[], ?::bytea[])
          AS seeded (channel_id, owner, balance, expires, opened, sequence_number, signed_at,
            user_signature)
        WHERE EXISTS (SELECT FROM fence))\
      """;

  private static final String VOUCHERS =
      """
      , paid AS (
        INSERT INTO voucher
          (channel_id, sequence_number, signed_at, user_signature, receiver, amount, fee_receiver,
           fee_amount)
        SELECT channel_id, sequence_number, signed_at, user_signature, receiver, amount,
          fee_receiver, fee_amount
        FROM unnest(?::bytea[], ?::bigint[], ?::numeric[], ?::bytea[], ?::bytea[], ?::numeric[],
            ?::bytea[], ?::numeric[])
          AS paid (channel_id, sequence_number, signed_at, user_signature, receiver, amount,
            fee_receiver, fee_amount)
        WHERE EXISTS (SELECT FROM fence))\
      """;

  private static final String HEADS =
      """
      , moved AS (
        UPDATE channel
        SET sequence_number = head.sequence_number, signed_at = head.signed_at,
          user_signature = head.user_signature
        FROM unnest(?::bytea[], ?::bigint[], ?::bigint[], ?::numeric[], ?::bytea[])
          AS head (channel_id, former, sequence_number, signed_at, user_signature)
        WHERE EXISTS (SELECT FROM fence) AND channel.channel_id = head.channel_id
          AND channel.sequence_number = head.former
        RETURNING 1)\
      """;

  private static final String STREAMS =
      """
      , streamed AS (
        INSERT INTO stream
          (channel_id, sequence_number, list_signature, payments, list, list_hash)
        SELECT channel_id, sequence_number, list_signature, payments, list, list_hash
        FROM unnest(?::bytea[], ?::bigint[], ?::bytea[], ?::bigint[], ?::bytea[], ?::bytea[])
          AS streamed (channel_id, sequence_number, list_signature, payments, list, list_hash)
        WHERE EXISTS (SELECT FROM fence))\
      """;

  private static final String CLOSING =
      """
      , closed_by_owner AS (
        INSERT INTO closing (channel_id, signed_at, user_signature)
        SELECT channel_id, signed_at, user_signature
        FROM unnest(?::bytea[], ?::numeric[], ?::bytea[])
          AS closing (channel_id, signed_at, user_signature)
        WHERE EXISTS (SELECT FROM fence))\
      """;

  private static final String CLOSED =
      """
      , paid_out AS (
        INSERT INTO closed (channel_id, transaction_hash)
        SELECT channel_id, transaction_hash
        FROM unnest(?::bytea[], ?::bytea[]) AS closed (channel_id, transaction_hash)
        WHERE EXISTS (SELECT FROM fence))\
      """;

  private final List<Opened> opened = new ArrayList<>();
  private final List<Paid> paid = new ArrayList<>();
  private final Map<ChannelId, Head> heads = new TreeMap<>();
  private final List<Streamed> streamed = new ArrayList<>();
  private final List<Closing> closing = new ArrayList<>();
  private final List<Closed> closed = new ArrayList<>();
  private Founded founded;

  /// @param last its last voucher of the batch, or null
  private record Opened(Seeded terms, long position, Paid last) {
    long sequenceNumber() {
      return last == null ? 0 : last.sequenceNumber();
    }

    String signedAt() {
      return last == null ? "0" : Rows.signedAt(last);
    }

    byte[] signature() {
      return last == null ? null : Rows.signature(last);
    }
  }

  /// @param former the number before the first voucher of the batch
  private record Head(long former, Paid last) {}

  /// @param first the position of the first change
  Rows(List<Change> changes, long first) {
    for (int i = 0; i < changes.size(); i++) {
      switch (changes.get(i)) {
        case Founded change -> founded = change;
        case Seeded change -> opened.add(new Opened(change, first + i, null));
        case Paid change -> pay(change);
        case Streamed change -> {
          pay(change.voucher());
          streamed.add(change);
        }
        case Closing change -> closing.add(change);
        case Closed change -> closed.add(change);
      }
    }
    opened.replaceAll(this::withLast);
  }

  private void pay(Paid voucher) {
    paid.add(voucher);
    heads.merge(
        voucher.channelId(),
        new Head(voucher.sequenceNumber() - 1, voucher),
        (head, next) -> new Head(head.former(), next.last()));
  }

  private Opened withLast(Opened channel) {
    Head head = heads.get(channel.terms().channelId());
    if (head == null || head.former() != 0) {
      return channel; // in the latter case it is not moved, which undoes the batch
    }
    heads.remove(channel.terms().channelId());
    return new Opened(channel.terms(), channel.position(), head.last());
  }

  /// Writes them, and the mark of the batch; durable when it returns.
  ///
  /// @param connection where each statement is a transaction
  /// @return false if the mark could not be set, because another writer has the store or this very
  ///     batch is there already
  /// @throws SQLException also if a channel does not stand where it should
  boolean write(Connection connection, long epoch, long batch) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql())) {
      int at = 0;
      statement.setLong(++at, batch);
      at = setFounding(statement, at);
      statement.setBytes(++at, Bytes.NO_CHANNEL);
      statement.setLong(++at, epoch);
      statement.setLong(++at, batch - 1);
      at = setChannels(statement, at, connection);
      at = setVouchers(statement, at, connection);
      at = setHeads(statement, at, connection);
      at = setStreams(statement, at, connection);
      at = setClosed(statement, at, connection);
      if (!heads.isEmpty()) {
        statement.setLong(++at, heads.size());
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw NOT_MOVED.equals(e.getSQLState()) ? notMoved(e) : e;
    }
  }

  private String sql() {
    return FENCE.formatted(founded == null ? "" : FOUNDING)
        + (opened.isEmpty() ? "" : CHANNELS)
        + (paid.isEmpty() ? "" : VOUCHERS)
        + (heads.isEmpty() ? "" : HEADS)
        + (streamed.isEmpty() ? "" : STREAMS)
        + (closing.isEmpty() ? "" : CLOSING)
        + (closed.isEmpty() ? "" : CLOSED)
        + (heads.isEmpty() ? MARKED : MARKED_AND_MOVED);
  }

  private static SQLException notMoved(SQLException e) {
    return new SQLException(
        "a channel does not stand where its last voucher left it, so something else has written to"
            + " this store",
        NOT_MOVED,
        e);
  }

  private int setFounding(PreparedStatement statement, int before) throws SQLException {
    int at = before;
    if (founded != null) {
      statement.setLong(++at, founded.chainId());
      statement.setBytes(++at, Bytes.of(founded.verifyingContract()));
      statement.setBytes(++at, Bytes.of(founded.sequencer()));
    }
    return at;
  }

  private int setChannels(PreparedStatement statement, int before, Connection connection)
      throws SQLException {
    int at = before;
    if (!opened.isEmpty()) {
      List<Seeded> terms = opened.stream().map(Opened::terms).toList();
      statement.setArray(++at, bytes(connection, terms, change -> Bytes.of(change.channelId())));
      statement.setArray(++at, bytes(connection, terms, change -> Bytes.of(change.owner())));
      statement.setArray(++at, numbers(connection, terms, change -> change.balance().toString()));
      statement.setArray(
          ++at,
          numbers(connection, terms, change -> Long.toUnsignedString(change.expiryTimestamp())));
      statement.setArray(++at, longs(connection, opened, Opened::position));
      statement.setArray(++at, longs(connection, opened, Opened::sequenceNumber));
      statement.setArray(++at, numbers(connection, opened, Opened::signedAt));
      statement.setArray(++at, bytes(connection, opened, Opened::signature));
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

  private int setClosed(PreparedStatement statement, int before, Connection connection)
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
    return at;
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
