package sequencerpostgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import postgres.Database;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.engine.Engine;
import sequencer.engine.EngineProvider;

/// `postgres`: at a JDBC URL, or on a server of its own in the data folder.
public final class PostgresEngines implements EngineProvider {
  @Override
  public Engine open(
      String address, Path data, Consumer<Change> changes, Consumer<ChannelState> channels)
      throws IOException {
    Database database = Database.open(address, data, Store.USE);
    return PostgresEngine.start(Store.open(database, changes), PostgresEngine.PATIENCE);
  }
}
