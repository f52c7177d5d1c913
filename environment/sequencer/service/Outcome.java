package sequencer.service;

import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Refusal;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;

/// What to answer a request, and from when on.
public sealed interface Outcome {
  /// The answer tells of changes up to here and must not leave before the engine has made them
  /// durable. That goes for refusals too: "the next number is 6" tells that 5 was accepted.
  long position();

  /// A channel is shown: as it is, or as it would be.
  ///
  /// @param coSignature the sequencer's, or null if there is none (yet)
  record Shown(ChannelState state, Signature coSignature, long position) implements Outcome {}

  /// The channels of an owner are listed.
  record Owned(Address owner, List<ChannelId> channelIds, long position) implements Outcome {
    public Owned {
      channelIds = List.copyOf(channelIds);
    }
  }

  /// The chain has paid the channel out.
  record Closed(String transactionHash, long position) implements Outcome {}

  /// Streams are shown, as they were sent.
  record Streams(List<Change.Streamed> streams, long position) implements Outcome {
    public Streams {
      streams = List.copyOf(streams);
    }
  }

  /// The request is refused.
  record Refused(Refusal refusal, long position) implements Outcome {}
}
