package transport.session;

import java.time.Duration;

/// What one connection may take. Each bound is a peer's: nothing that it sends makes more be kept.
///
/// @param sessions open at once on a connection
/// @param flow what a session may take, for peers that keep to it
/// @param fieldSectionBytes the longest field section of a request or response
/// @param earlyStreams streams that wait for their session, and requests whose head is not whole;
///     one more of either is rejected
/// @param earlyDatagrams datagrams that wait for their session; one more is dropped
/// @param patience how long something may wait for what the peer owes: streams for their session, a
///     closed session for what was written before and for the peer's own end
/// @param streamBufferBytes for each direction of a stream whose user waits: what is read ahead and
///     what waits to be sent
/// @param datagramQueue datagrams of a session whose user waits, in each direction
public record Limits(
    int sessions,
    Flow flow,
    int fieldSectionBytes,
    int earlyStreams,
    int earlyDatagrams,
    Duration patience,
    int streamBufferBytes,
    int datagramQueue) {

  /// 16 sessions with flow control of 16 MiB and 10,000 streams of each kind, 16 KiB of fields, 100
  /// early streams and datagrams, 3 seconds, 256 KiB, 16,384 datagrams.
  public static final Limits DEFAULT =
      new Limits(
          16,
          new Flow(16 << 20, 10_000, 10_000),
          1 << 14,
          100,
          100,
          Duration.ofSeconds(3),
          1 << 18,
          1 << 14);

  /// Limits within a session (draft-ietf-webtrans-http3-16, 5), in force if the peer has such too.
  ///
  /// @param bytes of streams that the peer may send before they are read
  /// @param bidirectional streams that the peer may have open at once
  /// @param unidirectional streams that the peer may have open at once
  public record Flow(long bytes, long bidirectional, long unidirectional) {
    /// No limits but QUIC's; one session on a connection.
    public static final Flow NONE = new Flow(0, 0, 0);

    public Flow {
      atLeast(0, bytes, "flow control's bytes");
      atLeast(0, bidirectional, "flow control's bidirectional streams");
      atLeast(0, unidirectional, "flow control's unidirectional streams");
      boolean none = bytes == 0 && bidirectional == 0 && unidirectional == 0;
      if (!none && (bytes == 0 || bidirectional == 0 || unidirectional == 0)) {
        throw new IllegalArgumentException(
            "flow control limits bytes and both kinds of streams, or nothing at all");
      }
    }

    boolean isOn() {
      return bytes > 0;
    }
  }

  public Limits {
    atLeast(1, sessions, "sessions");
    atLeast(512, fieldSectionBytes, "fieldSectionBytes");
    atLeast(0, earlyStreams, "earlyStreams");
    atLeast(0, earlyDatagrams, "earlyDatagrams");
    atLeast(0, patience.toNanos(), "patience");
    atLeast(1, streamBufferBytes, "streamBufferBytes");
    atLeast(1, datagramQueue, "datagramQueue");
    if (sessions > 1 && !flow.isOn()) {
      throw new IllegalArgumentException(
          "sessions that share a connection need flow control; without it there is one");
    }
  }

  /// The same with other limits of a session; without any, of one session.
  public Limits with(Flow other) {
    return new Limits(
        other.isOn() ? sessions : 1,
        other,
        fieldSectionBytes,
        earlyStreams,
        earlyDatagrams,
        patience,
        streamBufferBytes,
        datagramQueue);
  }

  /// The same with so many sessions.
  public Limits withSessions(int number) {
    return new Limits(
        number,
        flow,
        fieldSectionBytes,
        earlyStreams,
        earlyDatagrams,
        patience,
        streamBufferBytes,
        datagramQueue);
  }

  /// The same with so many early streams and datagrams.
  public Limits withEarly(int streams, int datagrams) {
    return new Limits(
        sessions,
        flow,
        fieldSectionBytes,
        streams,
        datagrams,
        patience,
        streamBufferBytes,
        datagramQueue);
  }

  private static void atLeast(long least, long value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %s, not %s".formatted(name, least, value));
    }
  }
}
