package sequencer.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;

/// Opens an engine that stands in a module of its own, so that the sequencer alone needs no
/// database driver. The engine called `postgres` is found as `sequencerpostgres.PostgresEngines`,
/// if that module is on the class path.
public interface EngineProvider {
  /// Opens the engine and tells what it holds.
  ///
  /// @param address what follows the name in `--engine NAME=ADDRESS`; empty if nothing does
  /// @param data a folder of the engine's own, which may not exist yet; null if there is none
  /// @param changes gets the changes of an engine that keeps them, in order
  /// @param channels gets the channels of an engine that keeps only how they stand
  /// @throws IOException if the store is not available, with a sentence
  /// @throws IllegalArgumentException if the address is none
  Engine open(String address, Path data, Consumer<Change> changes, Consumer<ChannelState> channels)
      throws IOException;
}
