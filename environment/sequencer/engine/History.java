package sequencer.engine;

import java.io.IOException;
import sequencer.channel.Change;
import sequencer.crypto.ChannelId;

/// What became of a channel, read back from an engine that goes on meanwhile.
///
/// A *place* says how far somebody has read. Only the engine knows what its places mean: they are
/// got from a [Visitor], of one channel, and given back for the same one.
public interface History {
  /// The place before everything.
  long BEGINNING = 0;

  /// Shows how `channel` was opened and its vouchers, in order, from behind `place` on and until
  /// `visitor` has seen enough. Only what is durable is shown. It reads on the calling thread, for
  /// as long as there is something to read, and holds nobody up who appends.
  ///
  /// An engine may show more, as it finds it while it reads: other changes of the channel, and
  /// those of other channels.
  ///
  /// @param from the number of the first voucher that is of interest; what comes before it may be
  ///     left out
  /// @throws IOException if it cannot be read, with a sentence
  void read(ChannelId channel, long place, long from, Visitor visitor) throws IOException;

  /// Receives changes.
  @FunctionalInterface
  interface Visitor {
    /// One change.
    ///
    /// @param place the one behind it: where to go on reading
    /// @return whether to go on now
    boolean visit(Change change, long place);
  }
}
