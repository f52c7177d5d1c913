package sequencer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import sequencer.client.ChannelSnapshot;

/// A sequencer to experiment on, whatever its rules are: the API by text, a clock, and a store that
/// can be held, broken, and found again after a power cut.
interface Rules extends AutoCloseable {
  /// An answer.
  record Reply(int status, String body) {
    /// The channel that it shows.
    ChannelSnapshot channel() throws IOException {
      if (status != 200) {
        throw new IOException("answered " + status + ": " + body);
      }
      return ChannelSnapshot.parse(body.getBytes(StandardCharsets.UTF_8));
    }
  }

  /// Posts a body and waits for the answer.
  Reply post(String path, String json) throws Exception;

  /// Asks for a channel by its id, as it is spelled.
  Reply channel(String id) throws Exception;

  void advanceSeconds(long seconds);

  /// Whatever is to be stored from now on fails.
  void breakStore();

  /// Nothing that is to be stored from now on is done before [#close].
  void holdStore();

  /// How many payments have got as far as to a held store.
  int atTheStore();

  /// How many requests wait for a lock.
  int lockedOut();

  /// The sequencer started again, once for each number of writes that a power cut may have left.
  List<Rules> afterPowerCuts() throws Exception;

  @Override
  void close();
}
