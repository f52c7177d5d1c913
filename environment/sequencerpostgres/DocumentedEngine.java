package sequencerpostgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import postgres.Database;
import postgres.Script;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Promises;
import sequencer.channel.Refusal;
import sequencer.channel.Stage;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;
import sequencer.engine.Engine;
import sequencer.engine.EngineListener;
import sequencer.engine.EngineStopped;

/// `documented`: a replica of how the original stores a payment, as a control for the others and
/// for nothing else.
///
/// For each payment the channel's row is written over and then the row of each of its recipients,
/// each write a transaction and an fdatasync of its own, on a pool of at most 5 connections, while
/// one lock is held that every other payment waits for. In the original that lock also covers the
/// recovery of the signature; here one event loop does all of it, request by request
/// ([#oneAtATime]), which comes to the same.
///
/// Its weakness is kept as well: a crash between the writes of one payment leaves a channel whose
/// number has moved on and whose recipients have not. Unlike the original it ends after a failed
/// write, and it leaves the co-signature's column empty, because a sequencer here never stores it.
public final class DocumentedEngine implements Engine {
  /// As in the original.
  private static final int CONNECTIONS = 5;

  static final Database.Use USE = new Database.Use("sequencer", CONNECTIONS, true, "");

  private static final String CHANNEL =
      """
      INSERT INTO channels (channel_id, owner, balance, expiry_ts, sequence_number,
        user_signature, sequencer_signature, signature_timestamp)
      VALUES (?, ?, ?, ?, ?, ?, '', ?)
      ON CONFLICT (channel_id) DO UPDATE SET owner = excluded.owner, balance = excluded.balance,
        expiry_ts = excluded.expiry_ts, sequence_number = excluded.sequence_number,
        user_signature = excluded.user_signature,
        sequencer_signature = excluded.sequencer_signature,
        signature_timestamp = excluded.signature_timestamp\
      """;

  private static final String RECIPIENT =
      """
      INSERT INTO recipients (channel_id, recipient_address, balance, position)
      VALUES (?, ?, ?, ?)
      ON CONFLICT (channel_id, recipient_address) DO UPDATE SET balance = excluded.balance,
        position = excluded.position\
      """;

  private final Database database;
  private final List<EngineListener> listeners = new CopyOnWriteArrayList<>();
  private final Map<ChannelId, ChannelState> channels = new HashMap<>();
  private volatile long position;
  private IOException failure;

  private DocumentedEngine(Database database) {
    this.database = database;
  }

  /// Creates the tables if they are absent and tells what they hold; closes `database` in the end.
  static DocumentedEngine open(Database database, Consumer<ChannelState> restore)
      throws IOException {
    DocumentedEngine engine = new DocumentedEngine(database);
    try {
      database.run(Script.read(DocumentedEngine.class, "documented.sql"));
      engine.read();
      engine.channels.values().forEach(restore);
      return engine;
    } catch (SQLException e) {
      database.close();
      throw new IOException("the store in PostgreSQL cannot be read: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  @Override
  public boolean isDurable() {
    return true;
  }

  @Override
  public boolean oneAtATime() {
    return true;
  }

  /// Returns when the change is durable.
  @Override
  public synchronized long append(Change change) {
    if (failure != null) {
      throw new EngineStopped(failure);
    }
    try {
      switch (change) {
        case Change.Founded _ -> {} // the original does not know for whom it stores
        case Change.Seeded seeded -> write(ChannelState.opened(seeded));
        case Change.Paid paid -> write(after(paid));
        case Change.Streamed _ -> throw new IllegalArgumentException("the original has no streams");
        case Change.Closing _, Change.Closed _ -> {} // nor that a channel was closed
      }
      position++;
      return position;
    } catch (SQLException e) {
      fail(new IOException("PostgreSQL refused a payment: " + e.getMessage(), e));
      throw new EngineStopped(failure);
    }
  }

  private ChannelState after(Change.Paid paid) {
    ChannelState current = channels.get(paid.channelId());
    try {
      return current.after(paid, current.promised().plus(paid.transfers()));
    } catch (Refusal e) {
      throw new IllegalArgumentException("a payment that breaks a rule was appended", e);
    }
  }

  private void write(ChannelState state) throws SQLException {
    channels.put(state.channelId(), state);
    try (Connection connection = database.connection();
        PreparedStatement upsert = connection.prepareStatement(CHANNEL)) {
      upsert.setString(1, state.channelId().toString());
      upsert.setString(2, state.owner().toString());
      upsert.setString(3, state.balance().toString());
      upsert.setLong(4, state.expiryTimestamp());
      upsert.setLong(5, state.sequenceNumber());
      upsert.setString(6, state.userSignature() == null ? "" : state.userSignature().toString());
      upsert.setLong(7, state.signatureTimestamp());
      upsert.executeUpdate();
    }
    List<Recipient> recipients = state.promised().recipients();
    for (int i = 0; i < recipients.size(); i++) {
      write(state.channelId(), recipients.get(i), i);
    }
  }

  private void write(ChannelId channel, Recipient recipient, int place) throws SQLException {
    try (Connection connection = database.connection();
        PreparedStatement upsert = connection.prepareStatement(RECIPIENT)) {
      upsert.setString(1, channel.toString());
      upsert.setString(2, recipient.address().toString());
      upsert.setString(3, recipient.amount().toString());
      upsert.setInt(4, place);
      upsert.executeUpdate();
    }
  }

  private void read() throws SQLException {
    try (Connection connection = database.connection();
        Statement statement = connection.createStatement()) {
      Map<ChannelId, List<Recipient>> recipients = new HashMap<>();
      try (ResultSet row =
          statement.executeQuery(
              "SELECT channel_id, recipient_address, balance FROM recipients"
                  + " ORDER BY channel_id, position")) {
        while (row.next()) {
          recipients
              .computeIfAbsent(ChannelId.parse(row.getString(1)), _ -> new ArrayList<>())
              .add(new Recipient(Address.parse(row.getString(2)), Uint256.parse(row.getString(3))));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT channel_id, owner, balance, expiry_ts, sequence_number,"
                  + " signature_timestamp, user_signature FROM channels")) {
        while (row.next()) {
          ChannelId id = ChannelId.parse(row.getString(1));
          channels.put(id, state(row, id, recipients.getOrDefault(id, List.of())));
        }
      }
    }
  }

  private static ChannelState state(ResultSet row, ChannelId id, List<Recipient> recipients)
      throws SQLException {
    String signature = row.getString(7);
    Uint256 total = recipients.stream().map(Recipient::amount).reduce(Uint256.ZERO, Uint256::plus);
    return new ChannelState(
        id,
        Address.parse(row.getString(2)),
        Uint256.parse(row.getString(3)),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6),
        signature.isEmpty() ? null : Signature.parse(signature),
        new Promises(recipients, total),
        Stage.OPEN,
        null);
  }

  @Override
  public long durablePosition() {
    return position;
  }

  @Override
  public void subscribe(EngineListener listener) {
    listeners.add(listener); // only to hear of its failure: whoever appends has waited already
  }

  private void fail(IOException cause) {
    failure = cause;
    listeners.forEach(listener -> listener.failed(cause));
  }

  @Override
  public void close() {
    database.close();
  }
}
