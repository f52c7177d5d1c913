package transport.quic.netty;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.LongSupplier;

/// The streams of a connection that wait for room, in the order of their coming. They are let in
/// when there is room for some packets: Netty sends at each turn whatever little it has, each small
/// packet that is acknowledged makes room for another one as small, and all would stay so (the
/// silly window syndrome; RFC 1122, section 4.2.3.4). Besides, Netty asks each open stream for its
/// room at each packet that comes, so the fewer the better.
final class Crowd {
  private static final int PACKETS = 16;

  private final long packetBytes;
  private final LongSupplier window;
  private final LinkedHashSet<NettyStream> waiting = new LinkedHashSet<>();

  /// What the connection takes, as far as is known: Netty tells no stream's room to another one.
  private long room = Long.MAX_VALUE;

  private NettyStream served;
  private boolean quiet;
  private boolean late;

  /// @param packetBytes of a whole packet
  /// @param window bytes that may be on the way now
  Crowd(long packetBytes, LongSupplier window) {
    this.packetBytes = packetBytes;
    this.window = window;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /// How many of so many bytes a stream may write now.
  int room(NettyStream stream, int wanted) {
    if (stream != served && !waiting.isEmpty()) return 0;
    if (stream == served && late) return (int) Math.min(wanted, packetBytes);
    return (int) Math.min(wanted, Math.min(room, stream.room()));
  }

  /// A stream has written.
  void wrote(NettyStream stream) {
    room = stream.room();
    late = false;
  }

  /// A stream has more to write. The first of them is the one that took the last room: its own says
  /// when there is some again.
  void add(NettyStream stream) {
    if (stream == served && !quiet) {
      waiting.addFirst(stream);
    } else {
      waiting.add(stream);
    }
  }

  void remove(NettyStream stream) {
    waiting.remove(stream);
  }

  /// Lets in whom there is room for, behind a turn of the loop.
  ///
  /// @param trusts whether the room that each stream knows is as it was said last
  void serve(boolean trusts) {
    room = Long.MAX_VALUE;
    boolean found = trusts;
    long least = trusts || waiting.isEmpty() ? 0 : least();
    for (NettyStream each : List.copyOf(waiting)) {
      if (!found && (!each.sawNews() || each.room() < least)) continue;
      found = true;
      serve(each);
      if (room == 0) break;
    }
    quiet &= !found;
    waiting.forEach(NettyStream::note);
  }

  /// Lets the first in though nothing was told of room, if that was so since the last call: its
  /// window may be smaller than a packet, or the peer may have stopped it.
  void hurry() {
    if (quiet && !waiting.isEmpty()) {
      late = true;
      room = Long.MAX_VALUE;
      serve(waiting.getFirst());
      late = false;
      waiting.forEach(NettyStream::note);
    }
    quiet = true;
  }

  /// Half a window at most, which becomes free for certain.
  private long least() {
    return Math.clamp(window.getAsLong() / 2, packetBytes, PACKETS * packetBytes);
  }

  private void serve(NettyStream stream) {
    waiting.remove(stream);
    served = stream;
    stream.hasRoom();
    served = null;
  }
}
