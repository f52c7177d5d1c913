package transport.quic.quiche;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The streams of one connection: reads and writes them and tells the handler what became of them.
/// The connection is open when it is called, but for reads.
final class StreamTraffic {
  /// What is copied at once from a heap buffer. quiche may take less, and then the rest was copied
  /// for nothing: a thousand streams that share a window would copy far more than they send.
  private static final int COPIED_BYTES = 16_384;

  private final QuicheConnection connection;
  private final Scratch scratch;
  private final Streams streams = new Streams();
  private long nextBidirectional;
  private long nextUnidirectional;
  private boolean wantsBidirectional;
  private boolean wantsUnidirectional;
  private long resets;
  private long stops;

  private final Deliveries deliveries = new Deliveries();
  private boolean settling;

  /// Streams that are not read, since their own end has to arrive first.
  private final Set<Long> held = new HashSet<>();

  /// Of those, the ones that have something to read.
  private final Set<Long> unread = new HashSet<>();

  /// Of those, the ones that are to be stopped, with the code.
  private final Map<Long, Long> toStop = new HashMap<>();

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
        settle(true, true);
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
    } else if (held.contains(stream)) {
      unread.add(stream);
    } else if ((state & Streams.READABLE_TOLD) == 0 && connection.isOpen()) {
      streams.set(stream, Streams.READABLE_TOLD);
      connection.handler().onReadable(stream);
    }
  }

  /// Runs something of the program's once all that was written so far is acknowledged.
  void whenDelivered(Runnable task) {
    deliveries.add(
        () -> {
          settling = true;
          try {
            task.run();
          } finally {
            settling = false;
          }
        });
    connection.queue();
  }

  boolean isSettled() {
    return deliveries.isEmpty();
  }

  /// Whether something of the program's that waited for a delivery is being run.
  boolean isSettling() {
    return settling;
  }

  /// Whether nothing new may be sent, so that what is on the way becomes less.
  boolean isHeldBack() {
    return deliveries.areLate() && !settling;
  }

  /// Runs what waits for acknowledgements, as far as it need not wait any longer.
  ///
  /// @param left whether all that was written has left
  /// @param rests whether, besides, nothing is on the way
  void settle(boolean left, boolean rests) {
    boolean heldBack = deliveries.areLate();
    deliveries.due(connection.address(), scratch, left, rests).forEach(Runnable::run);
    if (heldBack && !deliveries.areLate()) {
      for (long stream : streams.live()) {
        writable(stream);
      }
    }
  }

  /// A stream may be read again: its end has arrived.
  private void letRead(long stream) {
    held.remove(stream);
    Long code = toStop.remove(stream);
    if (code != null) {
      stop(stream, code);
    } else if (unread.remove(stream)) {
      readable(stream);
    }
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

  private void refuse(long stream) {
    refused += (streams.state(stream) & Streams.WRITE_REFUSED) == 0 ? 1 : 0;
    streams.set(stream, Streams.WRITE_REFUSED);
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
    if (isHeldBack() && data.hasRemaining()) {
      refuse(stream);
      return 0;
    }
    do {
      int bytes = data.remaining();
      long at = scratch.buffer.address();
      if (data.isDirect()) {
        at = MemorySegment.ofBuffer(data).address();
      } else {
        bytes = Math.min(bytes, COPIED_BYTES);
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
        refuse(stream);
        break;
      }
      if (last) {
        endWriting(stream);
      }
    } while (data.hasRemaining());
    connection.queue();
    return data.position() - before;
  }

  /// Deals with an end without bytes that quiche could lose.
  ///
  /// quiche forgets a stream when its bytes are acknowledged and what the peer sent is read, also
  /// one whose end is still in its queue or was lost (its issue 2525); then the peer never hears of
  /// the end. So where nothing is left to read the end waits until all that was sent is
  /// acknowledged, and then quiche sends it until it arrives. On another stream it leaves at once,
  /// and reading waits.
  ///
  /// @return whether the end waits
  private boolean isLate(long stream, int state) {
    if ((state & Streams.WRITTEN) == 0 || stream == unsent) {
      return false;
    }
    if (!Streams.isUnidirectional(stream) && (state & Streams.READ_ENDED) == 0) {
      held.add(stream);
      deliveries.add(() -> letRead(stream));
      return false;
    }
    endWriting(stream);
    deliveries.add(
        () ->
            Quiche.streamSend(
                connection.address(),
                stream,
                scratch.buffer.address(),
                0,
                true,
                scratch.numberAt()));
    return true;
  }

  int read(long stream, ByteBuffer into) {
    int state = streams.state(stream);
    if (state == 0 || (state & Streams.READ_ENDED) != 0) {
      return -1;
    }
    if (held.contains(stream)) {
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
      if (held.contains(stream)) {
        toStop.put(stream, code);
      } else {
        stop(stream, code);
      }
    }
  }

  private void stop(long stream, long code) {
    if (!discard(stream)) {
      Quiche.streamShutdown(connection.address(), stream, Quiche.SHUTDOWN_READ, code);
    }
    connection.queue();
  }
}
