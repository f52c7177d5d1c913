package transport.memory;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.ConnectionStatistics;

/// One end of a connection in memory, as the engine's interface describes it: reads and writes that
/// take what they like, limits of streams, resets, and what is told once.
public final class MemoryConnection implements Connection {
  private static final int DATAGRAM_BYTES_MAX = 1_200;

  private final MemoryLoop loop;
  private final Weather weather;
  private final boolean server;
  private final Map<Long, Pipe> outgoing = new HashMap<>();
  private final Map<Long, Pipe> incoming = new HashMap<>();
  private final long[] opened = new long[2];
  private final int[] open = new int[2];
  private final List<Closing> closings = new ArrayList<>();
  private MemoryConnection peer;
  private ConnectionHandler handler;
  private boolean wantsStreams;
  private boolean closed;
  private int datagrams;
  private int undelivered;

  /// One direction of a stream.
  private static final class Pipe {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int read;
    boolean fin;
    boolean dead;
    long resetCode = -1;
    boolean wantsRoom;
    boolean told;
    boolean over;

    /// Whether nothing more goes through: it was read to its end or stopped, or its reset was seen.
    static boolean isDone(Pipe pipe) {
      return pipe == null || pipe.over || pipe.dead && pipe.resetCode < 0;
    }

    int held() {
      return bytes.size() - read;
    }
  }

  private MemoryConnection(MemoryLoop loop, Weather weather, boolean server) {
    this.loop = loop;
    this.weather = weather;
    this.server = server;
  }

  /// Joins two ends; both are told on the loop that they are established.
  ///
  /// @return the client's end
  public static MemoryConnection join(
      MemoryLoop loop,
      Weather weather,
      Function<Connection, ConnectionHandler> client,
      Function<Connection, ConnectionHandler> server) {
    MemoryConnection one = new MemoryConnection(loop, weather, false);
    MemoryConnection other = new MemoryConnection(loop, weather, true);
    one.peer = other;
    other.peer = one;
    loop.execute(
        () -> {
          one.handler = client.apply(one);
          other.handler = server.apply(other);
          loop.execute(one.handler::onEstablished);
          loop.execute(other.handler::onEstablished);
        });
    return one;
  }

  /// An end that nobody answers.
  static MemoryConnection alone(MemoryLoop loop, Weather weather) {
    return new MemoryConnection(loop, weather, false);
  }

  /// Why it ended, if it did; more than one reason would be a fault.
  public List<Closing> closings() {
    return closings;
  }

  public MemoryConnection peer() {
    return peer;
  }

  /// Streams of either end that have not ended in both directions.
  public long streamsOpen() {
    return open[0] + open[1] + peer.open[0] + peer.open[1];
  }

  private void tell(Runnable what) {
    loop.execute(
        () -> {
          if (!closed) what.run();
        });
  }

  @Override
  public boolean isServer() {
    return server;
  }

  @Override
  public InetSocketAddress peerAddress() {
    return InetSocketAddress.createUnresolved("memory", 1);
  }

  @Override
  public String applicationProtocol() {
    return "h3";
  }

  @Override
  public Optional<X509Certificate> peerCertificate() {
    return Optional.empty();
  }

  private static int kind(long stream) {
    return (stream & 2) == 0 ? 1 : 0;
  }

  private boolean own(long stream) {
    return (stream & 1) == (server ? 1 : 0);
  }

  @Override
  public long openStream(boolean bidirectional) {
    int kind = bidirectional ? 1 : 0;
    int most = bidirectional ? weather.bidirectional() : weather.unidirectional();
    if (closed || open[kind] >= most) {
      wantsStreams = true;
      return -1;
    }
    open[kind]++;
    long id = opened[kind]++ << 2 | (bidirectional ? 0 : 2) | (server ? 1 : 0);
    outgoing.put(id, new Pipe());
    if (bidirectional) incoming.put(id, new Pipe());
    return id;
  }

  @Override
  public int write(long stream, ByteBuffer data, boolean fin) {
    Pipe pipe = outgoing.get(stream);
    if (closed || pipe == null || pipe.fin || pipe.dead) return -1;
    int wanted = data.remaining();
    int taken = weather.piece(Math.min(wanted, weather.windowBytes() - pipe.held()));
    byte[] bytes = new byte[taken];
    data.get(bytes);
    pipe.bytes.writeBytes(bytes);
    pipe.fin = fin && taken == wanted;
    if (taken < wanted) {
      pipe.wantsRoom = true;
      if (pipe.held() < weather.windowBytes()) tell(() -> room(stream, pipe));
    }
    peer.tell(() -> peer.arrived(stream, pipe));
    return taken;
  }

  private void room(long stream, Pipe pipe) {
    if (!pipe.wantsRoom || pipe.dead) return;
    pipe.wantsRoom = false;
    handler.onWritable(stream);
  }

  private void arrived(long stream, Pipe pipe) {
    if (pipe.over) return;
    announce(stream, pipe);
    if (!pipe.dead || pipe.resetCode >= 0) handler.onReadable(stream);
  }

  private void announce(long stream, Pipe pipe) {
    if (pipe.told) return;
    pipe.told = true;
    boolean news = !own(stream) && !incoming.containsKey(stream);
    incoming.put(stream, pipe);
    if (news) {
      if (kind(stream) == 1) {
        Pipe back = new Pipe();
        outgoing.put(stream, back);
        peer.incoming.put(stream, back);
      }
      handler.onStream(stream);
    }
  }

  @Override
  public int read(long stream, ByteBuffer into) {
    Pipe pipe = incoming.get(stream);
    if (pipe == null || pipe.over) return -1;
    if (pipe.dead) {
      if (pipe.resetCode < 0) return -1;
      pipe.over = true;
      handler.onReset(stream, pipe.resetCode);
      ended(stream);
      return -1;
    }
    int held = pipe.held();
    if (held == 0) {
      if (!pipe.fin) return 0;
      pipe.over = true;
      ended(stream);
      return -1;
    }
    int given = weather.piece(Math.min(held, into.remaining()));
    if (given == 0 && into.hasRemaining()) tell(() -> arrived(stream, pipe));
    into.put(pipe.bytes.toByteArray(), pipe.read, given);
    pipe.read += given;
    if (pipe.held() == 0) {
      pipe.bytes.reset();
      pipe.read = 0;
    }
    if (pipe.wantsRoom) peer.tell(() -> peer.room(stream, pipe));
    return given;
  }

  /// A direction is over; perhaps the stream is.
  private void ended(long stream) {
    Pipe in = incoming.get(stream);
    Pipe out = outgoing.get(stream);
    if (in == null && out == null) return;
    if (!Pipe.isDone(in) || !Pipe.isDone(out)) return;
    MemoryConnection opener = own(stream) ? this : peer;
    if (in != null) in.over = true;
    if (out != null) out.over = true;
    incoming.remove(stream);
    outgoing.remove(stream);
    peer.incoming.remove(stream);
    peer.outgoing.remove(stream);
    opener.open[kind(stream)]--;
    if (opener.wantsStreams) {
      opener.wantsStreams = false;
      opener.tell(() -> opener.handler.onStreamsAvailable());
    }
  }

  @Override
  public void reset(long stream, long code) {
    Pipe pipe = outgoing.get(stream);
    if (closed || pipe == null || pipe.dead || pipe.over) return;
    pipe.dead = true;
    pipe.resetCode = code;
    peer.tell(() -> peer.arrived(stream, pipe));
  }

  @Override
  public void stopSending(long stream, long code) {
    Pipe pipe = incoming.get(stream);
    if (closed || pipe == null || pipe.over) return;
    if (pipe.dead) {
      pipe.over = true;
      ended(stream);
      return;
    }
    boolean sending = !pipe.fin;
    pipe.dead = true;
    if (sending) {
      peer.tell(
          () -> {
            peer.handler.onStopSending(stream, code);
            peer.ended(stream);
          });
    } else {
      ended(stream);
    }
  }

  @Override
  public boolean sendDatagram(ByteBuffer data) {
    if (closed || data.remaining() > DATAGRAM_BYTES_MAX || datagrams >= weather.datagrams()) {
      return false;
    }
    datagrams++;
    ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
    peer.tell(
        () -> {
          datagrams--;
          peer.handler.onDatagram(copy);
        });
    return true;
  }

  @Override
  public int datagramsToSend() {
    return datagrams;
  }

  @Override
  public int maxDatagramBytes() {
    return DATAGRAM_BYTES_MAX;
  }

  /// What was written is with the peer as soon as the loop has come to it.
  @Override
  public void whenDelivered(Runnable task) {
    undelivered++;
    loop.execute(
        () -> {
          undelivered--;
          if (!closed) task.run();
        });
  }

  @Override
  public void close(long code, String reason) {
    if (undelivered > 0) {
      loop.execute(() -> close(code, reason));
    } else {
      abort(code, reason);
    }
  }

  @Override
  public void abort(long code, String reason) {
    if (closed) return;
    end(new Closing(Closing.By.SELF, true, code, reason));
    peer.tell(() -> peer.end(new Closing(Closing.By.PEER, true, code, reason)));
  }

  /// Neither end hears the other any more.
  public void vanish() {
    end(new Closing(Closing.By.TIMEOUT, false, 0, ""));
    peer.end(new Closing(Closing.By.TIMEOUT, false, 0, ""));
  }

  private void end(Closing closing) {
    if (closed) return;
    closed = true;
    closings.add(closing);
    loop.execute(() -> handler.onClosed(closing));
  }

  @Override
  public boolean execute(Runnable task) {
    return loop.execute(task);
  }

  @Override
  public void schedule(Duration delay, Runnable task) {
    loop.schedule(delay, task);
  }

  @Override
  public ConnectionStatistics statistics() {
    return new ConnectionStatistics(0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0);
  }
}
