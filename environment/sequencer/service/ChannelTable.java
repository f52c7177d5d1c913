package sequencer.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Refusal;
import sequencer.channel.Stage;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.engine.Engine;

/// All channels by id. It is filled twice: by an engine that replays what it kept, and then by
/// requests.
public final class ChannelTable {
  /// Replayed versions are durable already.
  private static final long REPLAYED = 0;

  private static final Queue<ChannelId> NOTHING = new ConcurrentLinkedQueue<>();

  private final Map<ChannelId, Channel> channels = new ConcurrentHashMap<>();
  private final Map<Address, Queue<ChannelId>> owned = new ConcurrentHashMap<>();
  private final int channelsMax;
  private Change.Founded founded;

  public ChannelTable(int channelsMax) {
    this.channelsMax = channelsMax;
  }

  /// Takes the next change of a store that is being opened.
  ///
  /// @throws IllegalStateException if it does not fit what came before
  public void replay(Change change) {
    switch (change) {
      case Change.Founded first -> founded = first;
      case Change.Seeded seeded -> {
        Version opened = new Version(ChannelState.opened(seeded), REPLAYED);
        if (channels.putIfAbsent(seeded.channelId(), new Channel(opened)) != null) {
          throw new IllegalStateException(
              "the store opens channel %s twice".formatted(seeded.channelId()));
        }
        noteOwner(seeded.owner(), seeded.channelId());
      }
      case Change.Paid paid -> replay(paid.channelId(), state -> after(state, paid));
      case Change.Streamed streamed ->
          replay(streamed.voucher().channelId(), state -> after(state, streamed));
      case Change.Closing closing -> replay(closing.channelId(), state -> closing(state, closing));
      case Change.Closed closed -> replay(closed.channelId(), state -> closed(state, closed));
    }
  }

  /// Takes the next channel of a store that keeps only how its channels stand.
  public void restore(ChannelState state) {
    channels.put(state.channelId(), new Channel(new Version(state, REPLAYED)));
    noteOwner(state.owner(), state.channelId());
  }

  private void replay(ChannelId id, UnaryOperator<ChannelState> step) {
    Channel channel = channels.get(id);
    if (channel == null) {
      throw new IllegalStateException(
          "the store has a change of channel %s, which it never opened".formatted(id));
    }
    channel.replayed(new Version(step.apply(channel.current().state()), REPLAYED));
  }

  /// A payment that a store holds, after the state that it held before.
  static ChannelState after(ChannelState state, Change.Paid paid) {
    if (paid.sequenceNumber() != state.sequenceNumber() + 1 || !state.isOpen()) {
      throw new IllegalStateException(
          "the store has payment %s of channel %s after payment %s%s"
              .formatted(
                  Long.toUnsignedString(paid.sequenceNumber()),
                  paid.channelId(),
                  Long.toUnsignedString(state.sequenceNumber()),
                  state.isOpen() ? "" : " and its closing"));
    }
    try {
      return state.after(paid, state.promised().plus(paid.transfers()));
    } catch (Refusal e) {
      throw new IllegalStateException(
          "the store has a payment of channel %s that breaks a rule: %s"
              .formatted(paid.channelId(), e.text()),
          e);
    }
  }

  /// A stream that a store holds, after the state that it held before.
  static ChannelState after(ChannelState state, Change.Streamed streamed) {
    return state.after(streamed, after(state, streamed.voucher()).promised());
  }

  private static ChannelState closing(ChannelState state, Change.Closing closing) {
    if (!state.isOpen()) {
      throw new IllegalStateException(
          "the store begins to close channel %s twice".formatted(closing.channelId()));
    }
    return state.closing(closing);
  }

  private static ChannelState closed(ChannelState state, Change.Closed closed) {
    if (!(state.stage() instanceof Stage.Closing)) {
      throw new IllegalStateException(
          "the store closes channel %s without having begun to".formatted(closed.channelId()));
    }
    return state.closed(closed);
  }

  /// For whom the replayed store was written; null if it was empty.
  Change.Founded founded() {
    return founded;
  }

  /// The channel, or null.
  Channel find(ChannelId id) {
    return channels.get(id);
  }

  private void noteOwner(Address owner, ChannelId id) {
    owned.computeIfAbsent(owner, _ -> new ConcurrentLinkedQueue<>()).add(id);
  }

  /// The channels that `owner` has opened, in that order. One that is being opened at this moment
  /// may be missing.
  List<Channel> ownedBy(Address owner, int most) {
    return owned.getOrDefault(owner, NOTHING).stream()
        .map(channels::get)
        .filter(Objects::nonNull)
        .limit(most)
        .toList();
  }

  public int size() {
    return channels.size();
  }

  /// The channel that `seeded` opens, or the one that has its id already. No payment can be
  /// appended before its channel is.
  ///
  /// @throws EngineFull if the engine has no room
  /// @throws Refusal if there are too many channels
  Channel open(Change.Seeded seeded, Engine engine) throws EngineFull, Refusal {
    AtomicReference<EngineFull> full = new AtomicReference<>();
    boolean crowded = channels.size() >= channelsMax;
    Channel channel =
        channels.computeIfAbsent(
            seeded.channelId(),
            id -> {
              if (crowded) {
                return null;
              }
              try {
                long position = EngineFull.append(engine, seeded);
                noteOwner(seeded.owner(), seeded.channelId());
                return new Channel(new Version(ChannelState.opened(seeded), position));
              } catch (EngineFull e) {
                full.set(e);
                return null;
              }
            });
    if (full.get() != null) {
      throw full.get();
    }
    if (channel == null) {
      throw new Refusal(503, "No room for another channel: at most " + channelsMax);
    }
    return channel;
  }
}
