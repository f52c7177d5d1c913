package sequencer.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Promises;
import sequencer.channel.Refusal;
import sequencer.crypto.ChannelId;

/// How channels stand after changes, and what an engine says about them when it is opened. Refuses
/// what is out of order or there twice.
public final class Books {
  private final Map<ChannelId, ChannelState> channels = new HashMap<>();
  private final Set<Change.Streamed> streams = new HashSet<>();
  private Change.Founded founded;

  public synchronized void change(Change change) {
    switch (change) {
      case Change.Founded first -> founded = first;
      case Change.Seeded seeded -> channel(ChannelState.opened(seeded));
      case Change.Paid paid -> {
        ChannelState state = before(paid);
        channels.put(paid.channelId(), state.after(paid, promises(state, paid)));
      }
      case Change.Streamed streamed -> {
        Change.Paid voucher = streamed.voucher();
        ChannelState state = before(voucher);
        channels.put(voucher.channelId(), state.after(streamed, promises(state, voucher)));
        streams.add(streamed);
      }
      case Change.Closing closing ->
          channels.computeIfPresent(closing.channelId(), (_, state) -> state.closing(closing));
      case Change.Closed closed ->
          channels.computeIfPresent(closed.channelId(), (_, state) -> state.closed(closed));
    }
  }

  private ChannelState before(Change.Paid paid) {
    ChannelState state = channels.get(paid.channelId());
    if (paid.sequenceNumber() != state.sequenceNumber() + 1) {
      throw new AssertionError(paid.sequenceNumber() + " after " + state.sequenceNumber());
    }
    return state;
  }

  private static Promises promises(ChannelState before, Change.Paid paid) {
    try {
      return before.promised().plus(paid.transfers());
    } catch (Refusal e) {
      throw new AssertionError(e);
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

  /// Every stream, with its list.
  public synchronized Set<Change.Streamed> streams() {
    return Set.copyOf(streams);
  }

  /// For whom the store was written; null if the engine does not say.
  public synchronized Change.Founded founded() {
    return founded;
  }
}
