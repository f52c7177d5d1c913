package transport.session;

import static transport.http3.ErrorCode.WT_FLOW_CONTROL_ERROR;

import transport.http3.Capsule;
import transport.http3.Http3Error;
import transport.http3.Settings;
import transport.http3.Varint;

/// What both ends of one session may send (draft-ietf-webtrans-http3-16, 5). Without flow control
/// everything is allowed and nothing is said.
final class Credit {
  private final boolean on;
  private final Limits.Flow flow;

  /// What this end may send, and has sent.
  private long dataMax;

  private final long[] streamsMax = new long[2];
  private long dataSent;
  private final long[] streamsOpened = new long[2];
  private final long[] streamsBlockedSaid = {-1, -1};

  /// What the peer may send, has sent as far as it was read, and the streams it has done with.
  private long peerDataMax;

  private final long[] peerStreamsMax = new long[2];
  private long dataRead;
  private final long[] peerStreamsOpened = new long[2];
  private final long[] peerStreamsDone = new long[2];

  /// @param peer the peer's settings; null without flow control
  Credit(Limits.Flow flow, Settings peer) {
    this.flow = flow;
    on = peer != null;
    if (on) {
      dataMax = peer.value(Settings.WT_INITIAL_MAX_DATA);
      streamsMax[1] = peer.value(Settings.WT_INITIAL_MAX_STREAMS_BIDI);
      streamsMax[0] = peer.value(Settings.WT_INITIAL_MAX_STREAMS_UNI);
      peerDataMax = flow.bytes();
      peerStreamsMax[1] = flow.bidirectional();
      peerStreamsMax[0] = flow.unidirectional();
    }
  }

  /// How many of so many bytes may be sent.
  int data(int wanted) {
    return on ? (int) Math.min(wanted, dataMax - dataSent) : wanted;
  }

  void sent(int bytes) {
    dataSent += bytes;
  }

  boolean mayOpen(boolean bidi) {
    return !on || streamsOpened[index(bidi)] < streamsMax[index(bidi)];
  }

  void opened(boolean bidi) {
    streamsOpened[index(bidi)]++;
  }

  Capsule dataBlocked() {
    return new Capsule.DataBlocked(dataMax);
  }

  /// @return null if it was said before of the same limit
  Capsule streamsBlocked(boolean bidi) {
    int index = index(bidi);
    if (streamsBlockedSaid[index] == streamsMax[index]) return null;
    streamsBlockedSaid[index] = streamsMax[index];
    return new Capsule.StreamsBlocked(bidi, streamsMax[index(bidi)]);
  }

  /// The peer allows more bytes.
  void allow(Capsule.MaxData more) throws Http3Error {
    if (!on) return;
    if (more.bytesMax() <= dataMax) throw error("WT_MAX_DATA must rise above %s", dataMax);
    dataMax = more.bytesMax();
  }

  /// The peer allows more streams.
  void allow(Capsule.MaxStreams more) throws Http3Error {
    if (!on) return;
    long before = streamsMax[index(more.bidi())];
    if (more.streamsMax() <= before) throw error("WT_MAX_STREAMS must rise above %s", before);
    streamsMax[index(more.bidi())] = more.streamsMax();
  }

  /// The peer opened a stream.
  void peerOpened(boolean bidi) throws Http3Error {
    if (on && ++peerStreamsOpened[index(bidi)] > peerStreamsMax[index(bidi)]) {
      throw error("there must be at most %s streams of a kind", peerStreamsMax[index(bidi)]);
    }
  }

  /// Bytes of the peer's were read.
  ///
  /// @return what is to be said of it; null for nothing
  Capsule read(int bytes) throws Http3Error {
    if (!on) return null;
    dataRead += bytes;
    if (dataRead > peerDataMax) throw error("at most %s bytes must be sent", peerDataMax);
    if (peerDataMax - dataRead > flow.bytes() / 2) return null;
    peerDataMax = dataRead + flow.bytes();
    return new Capsule.MaxData(peerDataMax);
  }

  /// A stream of the peer's was broken off. What it had sent there counts at its end and not at
  /// this one, where QUIC tells no final size; it cannot be more than a window, so one more is
  /// allowed.
  ///
  /// @return what is to be said of it; null for nothing
  Capsule lost() {
    if (!on) return null;
    peerDataMax = Math.min(Varint.MAX, peerDataMax + flow.bytes());
    return peerDataMax == Varint.MAX ? null : new Capsule.MaxData(peerDataMax);
  }

  /// A stream of the peer's has ended in both directions.
  ///
  /// @return what is to be said of it; null for nothing
  Capsule peerDone(boolean bidi) {
    if (!on) return null;
    int index = index(bidi);
    long window = bidi ? flow.bidirectional() : flow.unidirectional();
    long done = ++peerStreamsDone[index];
    if (peerStreamsMax[index] - done > window / 2) return null;
    peerStreamsMax[index] = done + window;
    return new Capsule.MaxStreams(bidi, peerStreamsMax[index]);
  }

  private static int index(boolean bidi) {
    return bidi ? 1 : 0;
  }

  private static Http3Error error(String sentence, Object... values) {
    return Http3Error.stream(WT_FLOW_CONTROL_ERROR, sentence, values);
  }
}
