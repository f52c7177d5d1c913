package sequencer.service;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.Refusal;
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
        noteOwner(seeded);
      }
      case Change.Paid paid -> {
        Channel channel = channels.get(paid.channelId());
        if (channel == null) {
          throw new IllegalStateException(
              "the store pays out of channel %s, which it never opened"
                  .formatted(paid.channelId()));
        }
        channel.replayed(new Version(next(channel.current().state(), paid), REPLAYED));
      }
    }
  }

  private static ChannelState next(ChannelState state, Change.Paid paid) {
    if (paid.sequenceNumber() != state.sequenceNumber() + 1) {
      throw new IllegalStateException(
          "the store has payment %s of channel %s after payment %s"
              .formatted(
                  Long.toUnsignedString(paid.sequenceNumber()),
                  paid.channelId(),
                  Long.toUnsignedString(state.sequenceNumber())));
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

  /// For whom the replayed store was written; null if it was empty.
  Change.Founded founded() {
    return founded;
  }

  /// The channel, or null.
  Channel find(ChannelId id) {
    return channels.get(id);
  }

  private void noteOwner(Change.Seeded seeded) {
    owned
        .computeIfAbsent(seeded.owner(), _ -> new ConcurrentLinkedQueue<>())
        .add(seeded.channelId());
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
                noteOwner(seeded);
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
