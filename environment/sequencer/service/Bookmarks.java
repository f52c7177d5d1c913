package sequencer.service;

import java.util.LinkedHashMap;
import java.util.Map;
import sequencer.crypto.ChannelId;

/// Where a thread that reads the store back left channels: the ones it was asked for last. A
/// bookmark holds a place of [sequencer.engine.History] and whatever its reader needs to go on from
/// there. Not thread safe.
final class Bookmarks<B> {
  private static final int CHANNELS_MAX = 1_000;

  private final Map<ChannelId, B> byChannel =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ChannelId, B> eldest) {
          return size() > CHANNELS_MAX;
        }
      };

  /// Null if the channel was not asked for of late.
  B find(ChannelId channel) {
    return byChannel.get(channel);
  }

  void leave(ChannelId channel, B bookmark) {
    byChannel.put(channel, bookmark);
  }
}
