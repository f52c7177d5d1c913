package sequencer.service;

import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.engine.Engine;

/// The place where a channel's current version stands.
///
/// Whoever wants to move it on computes the next state from a version without holding anything, and
/// then offers the result; if somebody was faster, the offer fails and the voucher is judged again,
/// against the new state. The lock is held for an append in memory and never for cryptography or
/// the disk, so a channel under attack delays nobody.
final class Channel {
  private volatile Version current;

  Channel(Version current) {
    this.current = current;
  }

  Version current() {
    return current;
  }

  /// Sets the version that a store held; only while it is being replayed.
  void replayed(Version version) {
    current = version;
  }

  /// Appends `change` and makes `next` current, both or neither: appended changes of one channel
  /// are in the order of its versions.
  ///
  /// @return the new version, or null if `from` is not current any more
  /// @throws EngineFull if the engine has no room
  synchronized Version advance(Version from, Change change, ChannelState next, Engine engine)
      throws EngineFull {
    if (current != from) {
      return null;
    }
    Version version = new Version(next, EngineFull.append(engine, change));
    current = version;
    return version;
  }
}
