package batcher;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;

/// Events for tests: number `i` of a torrent carries `i` as its piece.
public final class Payments {
  private Payments() {}

  public static Event sent(String torrent, int i) {
    return event(torrent, Direction.SENT, "peer-" + i / 10, i);
  }

  public static Event received(String torrent, int i) {
    return event(torrent, Direction.RECEIVED, "peer-" + i / 10, i);
  }

  public static Event event(String torrent, Direction direction, String peer, int i) {
    return new Event(
        0,
        Bytes32.named(torrent),
        i,
        direction,
        Bytes32.padded(peer),
        Event.SATOSHIS_PER_CHUNK,
        1_700_000_000_000L + i,
        Bytes32.named(torrent + "/" + i));
  }
}
