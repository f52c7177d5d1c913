package sequencer.engine;

import java.util.HashMap;
import java.util.Map;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Refusal;
import sequencer.crypto.ChannelId;

/// How channels stand after changes, and what an engine says about them when it is opened. Refuses
/// what is out of order or there twice.
public final class Books {
  private final Map<ChannelId, ChannelState> channels = new HashMap<>();
  private Change.Founded founded;

  public synchronized void change(Change change) {
    switch (change) {
      case Change.Founded first -> founded = first;
      case Change.Seeded seeded -> channel(ChannelState.opened(seeded));
      case Change.Paid paid -> {
        ChannelState state = channels.get(paid.channelId());
        if (paid.sequenceNumber() != state.sequenceNumber() + 1) {
          throw new AssertionError(paid.sequenceNumber() + " after " + state.sequenceNumber());
        }
        try {
          ChannelState next = state.after(paid, state.promised().plus(paid.transfers()));
          channels.put(paid.channelId(), next);
        } catch (Refusal e) {
          throw new AssertionError(e);
        }
      }
      case Change.Streamed streamed -> change(streamed.voucher());
      case Change.Closing closing ->
          channels.computeIfPresent(closing.channelId(), (_, state) -> state.closing(closing));
      case Change.Closed closed ->
          channels.computeIfPresent(closed.channelId(), (_, state) -> state.closed(closed));
    }
  }

  public synchronized void channel(ChannelState state) {
    if (channels.put(state.channelId(), state) != null) {
      throw new AssertionError(state.channelId() + " is there twice");
    }
  }

  public synchronized Map<ChannelId, ChannelState> channels() {
    return Map.copyOf(channels);
  }

  /// For whom the store was written; null if the engine does not say.
  public synchronized Change.Founded founded() {
    return founded;
  }
}
