package sequencerpostgres;

import java.io.IOException;

/// Another sequencer has opened the same store since; only the last one to open it may write.
final class Replaced extends IOException {
  Replaced() {
    super("another sequencer has opened this store and writes there now");
  }
}
