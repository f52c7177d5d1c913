package transport.quic.quiche;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import transport.quic.ConnectionStatistics;

/// The streams of one connection: reads and writes them and tells the handler what became of them.
/// The connection is open when it is called, but for reads.
final class StreamTraffic {
  private final QuicheConnection connection;
  private final Scratch scratch;
  private final Streams streams = new Streams();
  private long nextBidirectional;
  private long nextUnidirectional;
  private boolean wantsBidirectional;
  private boolean wantsUnidirectional;
  private long resets;
  private long stops;

  private final LateEnds lateEnds = new LateEnds();

  /// Streams that wait among the late ends and have something to read.
  private final Set<Long> unread = new HashSet<>();

  /// A stream whose last bytes have not left yet: its end goes with them.
  private long unsent = -1;

  /// Streams whose last write was not taken whole.
  private int refused;

  StreamTraffic(QuicheConnection connection, Scratch scratch) {
    this.connection = connection;
    this.scratch = scratch;
    nextBidirectional = connection.isServer() ? 1 : 0;
    nextUnidirectional = connection.isServer() ? 3 : 2;
  }

  /// Tells what came on streams.
  void tellArrived() {
    if (connection.isOpen()) {
      if (Quiche.isDraining(connection.address())) {
        // nothing leaves any more, and what came is to be read
        settle(true);
      }
      endings();
    }
    long stream;
    while (connection.isOpen() && (stream = Quiche.readableNext(connection.address())) >= 0) {
      readable(stream);
    }
  }

  /// Tells where there is room again.
  void tellRoom() {
    long stream;
    while (connection.isOpen()
        && refused > 0
        && (stream = Quiche.writableNext(connection.address())) >= 0) {
      writable(stream);
    }
    if (connection.isOpen()
        && (wantsBidirectional && Quiche.bidirectionalLeft(connection.address()) > 0
            || wantsUnidirectional && Quiche.unidirectionalLeft(connection.address()) > 0)) {
      wantsBidirectional = false;
      wantsUnidirectional = false;
      connection.handler().onStreamsAvailable();
    }
  }

  private void readable(long stream) {
    boolean ofServer = (stream & 1) == 1;
    if (ofServer != connection.isServer() && streams.arrived(stream)) {
      connection.handler().onStream(stream);
    }
    int state = streams.state(stream);
    if (state == 0 || (state & Streams.READ_ENDED) != 0) {
      discard(stream);
    } else if (isHeld(stream)) {
      unread.add(stream);
    } else if ((state & Streams.READABLE_TOLD) == 0 && connection.isOpen()) {
      streams.set(stream, Streams.READABLE_TOLD);
      connection.handler().onReadable(stream);
    }
  }

  /// Whether reading a stream to its end now may lose this side's.
  private boolean isHeld(long stream) {
    return !lateEnds.isEmpty() && lateEnds.contains(stream);
  }

  /// Gives ends that may go now, and lets what waited for them be read.
  ///
  /// @param all whether nothing is on the way
  void settle(boolean all) {
    if (lateEnds.isEmpty()) {
      return;
    }
    ConnectionStatistics counts = connection.statistics();
    long stream;
    while ((stream = lateEnds.next(all, counts)) >= 0) {
      if (unread.remove(stream)) {
        readable(stream);
      } else if ((streams.state(stream) & Streams.READ_ENDED) != 0 || streams.state(stream) == 0) {
        Quiche.streamSend(
            connection.address(), stream, scratch.buffer.address(), 0, true, scratch.numberAt());
      }
    }
  }

  /// When [#settle] has to be called at the latest; far off when nothing waits.
  long settleByNs(long farNs) {
    return lateEnds.isEmpty() ? farNs : lateEnds.dueNs(connection.statistics());
  }

  boolean isSettled() {
    return lateEnds.isEmpty();
  }

  /// What was written leaves now.
  void leaves() {
    unsent = -1;
  }

  /// Lets quiche see the end of a stream that nobody will read, so that it forgets it.
  ///
  /// @return whether the end was there
  private boolean discard(long stream) {
    long bytes;
    do {
      bytes =
          Quiche.streamReceive(
              connection.address(),
              stream,
              scratch.buffer.address(),
              Scratch.BUFFER_BYTES,
              scratch.flagAt(),
              scratch.numberAt());
      if (bytes >= 0 && scratch.flag()) {
        return true;
      }
    } while (bytes > 0);
    return bytes < 0 && bytes != Quiche.DONE;
  }

  /// quiche names a stream also after each write that it took whole.
  private void writable(long stream) {
    if ((streams.state(stream) & Streams.WRITE_REFUSED) != 0) {
      streams.clear(stream, Streams.WRITE_REFUSED);
      refused--;
      connection.handler().onWritable(stream);
    }
  }

  /// quiche does not name a stream that the peer stopped while it had room, nor one that was reset
  /// while it had bytes; but it counts both.
  private void endings() {
    long resetsNow = Answers.resets(connection.address(), scratch);
    long stopsNow = Answers.stops(scratch);
    if (resetsNow == resets && stopsNow == stops) {
      return;
    }
    resets = resetsNow;
    stops = stopsNow;
    for (long stream : streams.live()) {
      int state = streams.state(stream);
      if ((state & Streams.WRITE_ENDED) == 0) {
        // asking for its capacity would make quiche forget the code
        send(stream, 0, false);
      }
      if ((state & (Streams.READABLE_TOLD | Streams.READ_ENDED)) == Streams.READABLE_TOLD) {
        receive(stream, scratch.buffer.address(), 0);
      }
    }
  }

  /// Gives quiche what lies in the buffer, or nothing.
  ///
  /// @return the bytes taken, -1 when the stream takes no more
  private long send(long stream, long bytes, boolean fin) {
    return send(stream, scratch.buffer.address(), bytes, fin);
  }

  private long send(long stream, long at, long bytes, boolean fin) {
    long taken =
        Quiche.streamSend(connection.address(), stream, at, bytes, fin, scratch.numberAt());
    if (taken >= 0 || taken == Quiche.DONE) {
      return Math.max(taken, 0);
    }
    long code = scratch.number();
    endWriting(stream);
    if (taken == Quiche.STREAM_STOPPED) {
      connection.handler().onStopSending(stream, code);
    }
    return -1;
  }

  private void endWriting(long stream) {
    if ((streams.state(stream) & Streams.WRITE_REFUSED) != 0) {
      streams.clear(stream, Streams.WRITE_REFUSED);
      refused--;
    }
    streams.set(stream, Streams.WRITE_ENDED);
  }

  /// Takes bytes from quiche, and keeps whether they were the last.
  ///
  /// @return the bytes; 0 for none now; -1 at the end and after a reset
  private int receive(long stream, long at, int room) {
    long bytes =
        Quiche.streamReceive(
            connection.address(), stream, at, room, scratch.flagAt(), scratch.numberAt());
    if (bytes == Quiche.DONE) {
      streams.clear(stream, Streams.READABLE_TOLD);
      return 0;
    }
    connection.queue();
    long code = scratch.number();
    boolean fin = bytes >= 0 && scratch.flag();
    if (bytes < 0 || fin) {
      streams.set(stream, Streams.READ_ENDED);
    } else if (bytes < room) {
      // it gave all that it had: what comes next is told again
      streams.clear(stream, Streams.READABLE_TOLD);
    }
    if (bytes == Quiche.STREAM_RESET) {
      connection.handler().onReset(stream, code);
    }
    return bytes < 0 || bytes == 0 && fin ? -1 : (int) bytes;
  }

  /// See [transport.quic.Connection#openStream].
  long open(boolean bidirectional) {
    long stream = bidirectional ? nextBidirectional : nextUnidirectional;
    // setting the priority that it has anyway makes quiche open the stream
    if (Quiche.streamPriority(connection.address(), stream, (byte) 127, true) < 0) {
      wantsBidirectional |= bidirectional;
      wantsUnidirectional |= !bidirectional;
      return -1;
    }
    if (bidirectional) {
      nextBidirectional += 4;
    } else {
      nextUnidirectional += 4;
    }
    streams.open(stream);
    return stream;
  }

  int write(long stream, ByteBuffer data, boolean fin) {
    int state = streams.state(stream);
    if (state == 0 || (state & Streams.WRITE_ENDED) != 0) {
      return -1;
    }
    int before = data.position();
    do {
      int bytes = data.remaining();
      long at = scratch.buffer.address();
      if (data.isDirect()) {
        at = MemorySegment.ofBuffer(data).address();
      } else {
        bytes = Math.min(bytes, Scratch.BUFFER_BYTES);
        scratch.buffer.copyFrom(MemorySegment.ofBuffer(data).asSlice(0, bytes));
      }
      boolean last = fin && bytes == data.remaining();
      if (bytes == 0 && (!last || isLate(stream, state))) {
        break;
      }
      long taken = send(stream, at, bytes, last);
      if (taken < 0) {
        return -1;
      }
      data.position(data.position() + (int) taken);
      if (taken > 0) {
        streams.set(stream, Streams.WRITTEN);
        unsent = stream;
      }
      if (taken < bytes) {
        refused += (streams.state(stream) & Streams.WRITE_REFUSED) == 0 ? 1 : 0;
        streams.set(stream, Streams.WRITE_REFUSED);
        break;
      }
      if (last) {
        endWriting(stream);
      }
    } while (data.hasRemaining());
    connection.queue();
    return data.position() - before;
  }

  /// Takes an end without bytes, if quiche would lose it.
  private boolean isLate(long stream, int state) {
    if ((state & Streams.WRITTEN) == 0 || stream == unsent) {
      return false;
    }
    lateEnds.add(stream, connection.statistics());
    Quiche.ping(connection.address());
    if (Streams.isUnidirectional(stream) || (state & Streams.READ_ENDED) != 0) {
      endWriting(stream);
      return true;
    }
    return false;
  }

  int read(long stream, ByteBuffer into) {
    int state = streams.state(stream);
    if (state == 0 || (state & Streams.READ_ENDED) != 0) {
      return -1;
    }
    if (isHeld(stream)) {
      streams.clear(stream, Streams.READABLE_TOLD);
      unread.add(stream);
      return 0;
    }
    int room =
        into.isDirect() ? into.remaining() : Math.min(into.remaining(), Scratch.BUFFER_BYTES);
    if (room == 0) {
      return 0;
    }
    if (into.isDirect()) {
      int bytes = receive(stream, MemorySegment.ofBuffer(into).address(), room);
      into.position(into.position() + Math.max(bytes, 0));
      return bytes;
    }
    int bytes = receive(stream, scratch.buffer.address(), room);
    into.put(scratch.buffer.asSlice(0, Math.max(bytes, 0)).asByteBuffer());
    return bytes;
  }

  void reset(long stream, long code) {
    int state = streams.state(stream);
    if (state != 0 && (state & Streams.WRITE_ENDED) == 0) {
      endWriting(stream);
      Quiche.streamShutdown(connection.address(), stream, Quiche.SHUTDOWN_WRITE, code);
      connection.queue();
    }
  }

  /// quiche never forgets a peer's one-way stream that was stopped before its end came (its issue
  /// 1968): it keeps the stream's place until the connection ends. What has ended is not stopped.
  void stopSending(long stream, long code) {
    int state = streams.state(stream);
    if (state != 0 && (state & Streams.READ_ENDED) == 0) {
      streams.set(stream, Streams.READ_ENDED);
      if (!discard(stream)) {
        Quiche.streamShutdown(connection.address(), stream, Quiche.SHUTDOWN_READ, code);
      }
      connection.queue();
    }
  }
}
