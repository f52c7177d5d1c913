package transport.session;

import static transport.http3.ErrorCode.WT_BUFFERED_STREAM_REJECTED;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Streams and datagrams that came before their session (draft-ietf-webtrans-http3-16, 4.6).
///
/// Streams are left unread, so that of each no more is kept than QUIC's window; how many there are
/// is bounded, and how long they wait: once or twice the patience of the limits.
final class Early {
  private final Http3Connection http;
  private final Map<Long, Kept> kept = new LinkedHashMap<>();
  private int streamCount;
  private int datagramCount;
  private int round;
  private boolean sweeps;

  /// What waits for one session.
  ///
  /// @param round the one in which the first of it came
  private record Kept(int round, List<Long> streams, List<ByteBuffer> datagrams) {}

  Early(Http3Connection http) {
    this.http = http;
  }

  /// Keeps a stream for its session.
  ///
  /// @return false if too many wait already
  boolean add(long session, long stream) {
    if (streamCount == http.limits.earlyStreams()) return false;
    streamCount++;
    keep(session).streams.add(stream);
    http.put(stream, StreamEvents.UNREAD);
    return true;
  }

  /// Keeps a copy of a datagram, unless too many wait already.
  void add(long session, ByteBuffer datagram) {
    if (datagramCount == http.limits.earlyDatagrams()) return;
    datagramCount++;
    ByteBuffer copy = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
    keep(session).datagrams.add(copy);
  }

  private Kept keep(long session) {
    if (!sweeps) {
      sweeps = true;
      http.quic.schedule(http.limits.patience(), this::sweep);
    }
    return kept.computeIfAbsent(
        session, id -> new Kept(round, new ArrayList<>(), new ArrayList<>()));
  }

  /// Drops what was there at the sweep before.
  private void sweep() {
    List<Long> old = new ArrayList<>();
    kept.forEach(
        (session, each) -> {
          if (each.round < round) old.add(session);
        });
    for (long session : old) drop(session, WT_BUFFERED_STREAM_REJECTED);
    round++;
    sweeps = !kept.isEmpty();
    if (sweeps) http.quic.schedule(http.limits.patience(), this::sweep);
  }

  /// Hands to a session what waited for it.
  void release(LoopSession session) {
    Kept waited = take(session.id());
    for (long stream : waited.streams) session.incoming(stream);
    for (ByteBuffer datagram : waited.datagrams) session.datagram(datagram);
  }

  /// Drops what waited for a session.
  void drop(long session, long code) {
    for (long stream : take(session).streams) http.refuse(stream, code);
  }

  private Kept take(long session) {
    Kept waited = kept.remove(session);
    if (waited == null) return new Kept(round, List.of(), List.of());
    streamCount -= waited.streams.size();
    datagramCount -= waited.datagrams.size();
    return waited;
  }
}
