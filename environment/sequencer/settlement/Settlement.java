package sequencer.settlement;

import java.util.Objects;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;

/// Brings the last voucher of a channel to where the money is. Thread safe.
///
/// A call may be repeated at any time, after any outcome and after a crash: a channel is paid out
/// once, and whoever asks again is told of that once.
public interface Settlement {
  /// Pays a channel out by `last` and waits a while for it to be final.
  ///
  /// @param signature the payer's, over `last`
  Outcome settle(ChannelData last, Signature signature) throws InterruptedException;

  /// How a settlement stands. The sequencer takes no payment on a channel whose settlement was
  /// begun, whatever the outcome.
  sealed interface Outcome {
    /// Paid out, and buried under as many blocks as were asked for.
    ///
    /// @param transactionHash `0x` and 64 digits
    record Settled(ChannelId channel, String transactionHash, long gasUsed, long blockNumber)
        implements Outcome {
      public Settled {
        Objects.requireNonNull(transactionHash, "a settled channel names its transaction");
      }
    }

    /// Handed in, and not final yet: ask again.
    record Pending(ChannelId channel, String transactionHash, String reason) implements Outcome {}

    /// The contract will never take this voucher; a person has to look.
    record Refused(ChannelId channel, String reason) implements Outcome {}

    /// Nothing is known to have been handed in, because of the chain or the account that pays for
    /// gas: ask again later.
    record Unavailable(ChannelId channel, String reason) implements Outcome {}
  }
}
