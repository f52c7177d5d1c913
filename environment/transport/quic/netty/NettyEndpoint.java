package transport.quic.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicClientCodecBuilder;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.codec.quic.SegmentedDatagramPacketAllocator;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;
import transport.quic.Endpoint;
import transport.quic.EndpointStatistics;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// A datagram channel of Netty's with its loop, which has one thread.
final class NettyEndpoint implements Endpoint {
  /// More than a packet can have; what GRO puts together is as large.
  private static final int RECEIVE_BYTES = 1 << 16;

  private static final int SEGMENTS_MAX = 64;

  /// How often what waits for acknowledgements is looked at when no packet comes.
  private static final long LOOK_MS = 20;

  private static final AttributeKey<Asked> ASKED = AttributeKey.valueOf(NettyEndpoint.class, "");

  /// Whom a client's connection is for.
  private record Asked(QuicSslContext tls, InetSocketAddress server, String name) {}

  final QuicSettings settings;

  /// Null at a client.
  private final Function<Connection, ConnectionHandler> accept;

  private final EventLoopGroup group;
  private final EventLoop loop;
  private final Wire wire = new Wire(() -> serve(false), this::afterTurn);
  private final Map<Trust, QuicSslContext> trusted = new HashMap<>();
  private final Set<NettyConnection> connections = new LinkedHashSet<>();

  /// Those that wait for acknowledgements.
  private final Set<NettyConnection> watched = new LinkedHashSet<>();

  /// Those with streams that wait for room.
  private final Set<NettyConnection> crowded = new LinkedHashSet<>();

  private DatagramChannel channel;
  private InetSocketAddress address;
  private volatile boolean closing;
  private volatile boolean ended;
  private volatile EndpointStatistics last;
  private int untold;
  private int handshakes;
  private long accepted;
  private long droppedFull;
  private Door door;

  private NettyEndpoint(QuicSettings settings, Function<Connection, ConnectionHandler> accept) {
    Codecs.congestionControl(settings.congestionControl()); // or none is opened
    this.settings = settings;
    this.accept = accept;
    group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("quic-netty", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    loop = group.next();
  }

  static NettyEndpoint listening(
      InetSocketAddress address,
      Identity identity,
      QuicSettings settings,
      Function<Connection, ConnectionHandler> accept)
      throws IOException {
    QuicSslContext tls = Codecs.server(settings, identity);
    NettyEndpoint endpoint = new NettyEndpoint(settings, accept);
    endpoint.door = new Door(() -> endpoint.handshakes >= settings.admission().retryAbove());
    ChannelInitializer<QuicChannel> handler =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(QuicChannel quic) {
            endpoint.accepted++;
            InetSocketAddress peer = (InetSocketAddress) quic.remoteSocketAddress();
            quic.pipeline().addLast(new NettyConnection(endpoint, null, peer, accept));
          }
        };
    return endpoint.open(
        address,
        Codecs.set(new QuicServerCodecBuilder(), settings, quic -> endpoint.admit(quic, tls))
            .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, endpoint.segments())
            .tokenHandler(endpoint.door)
            .handler(handler)
            .build());
  }

  static NettyEndpoint calling(QuicSettings settings) throws IOException {
    NettyEndpoint endpoint = new NettyEndpoint(settings, null);
    Function<QuicChannel, QuicSslEngine> tls =
        quic -> {
          Asked asked = quic.attr(ASKED).get();
          return asked.tls().newEngine(quic.alloc(), asked.name(), asked.server().getPort());
        };
    return endpoint.open(
        new InetSocketAddress(0), Codecs.set(new QuicClientCodecBuilder(), settings, tls).build());
  }

  private NettyEndpoint open(InetSocketAddress at, ChannelHandler codec) throws IOException {
    QuicSettings.SocketOptions socket = settings.socket();
    Bootstrap bootstrap =
        new Bootstrap()
            .group(group)
            .channel(Epoll.isAvailable() ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.SO_RCVBUF, socket.bufferBytes())
            .option(ChannelOption.SO_SNDBUF, socket.bufferBytes())
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(RECEIVE_BYTES));
    if (Epoll.isAvailable()) {
      bootstrap.option(EpollChannelOption.UDP_GRO, socket.coalescing());
    }
    try {
      bootstrap.handler(
          new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel made) {
              made.pipeline().addLast(wire, codec);
            }
          });
      channel = (DatagramChannel) bootstrap.bind(at).sync().channel();
      address = channel.localAddress();
      loop.scheduleWithFixedDelay(this::look, LOOK_MS, LOOK_MS, TimeUnit.MILLISECONDS);
      return this;
    } catch (Exception e) {
      stop();
      if (e instanceof RuntimeException unchecked) throw unchecked;
      throw new IOException("no socket at %s: %s".formatted(at, e.getMessage()), e);
    }
  }

  private SegmentedDatagramPacketAllocator segments() {
    return Epoll.isAvailable() && settings.socket().segmentation()
        ? EpollQuicUtils.newSegmentedAllocator(SEGMENTS_MAX)
        : SegmentedDatagramPacketAllocator.NONE;
  }

  /// Asked for each new connection; refusing by an exception is the way that Netty has.
  private QuicSslEngine admit(QuicChannel quic, QuicSslContext tls) {
    if (connections.size() >= settings.admission().maxConnections() || closing) {
      droppedFull++;
      throw new IllegalStateException("as many connections are open as may be");
    }
    return tls.newEngine(quic.alloc());
  }

  private void serve(boolean late) {
    for (NettyConnection each : List.copyOf(crowded)) {
      if (!each.serve(late)) crowded.remove(each);
    }
  }

  private void look() {
    serve(true);
    afterTurn();
  }

  private void afterTurn() {
    if (!watched.isEmpty()) List.copyOf(watched).forEach(NettyConnection::look);
  }

  EventLoop loop() {
    return loop;
  }

  /// The number of a turn in which Netty keeps back what is written until all that came is told; -1
  /// outside of one.
  long turn() {
    return wire.inTurn ? wire.turns : -1;
  }

  void added(NettyConnection connection) {
    connections.add(connection);
    untold++;
    handshakes++;
  }

  void handshakeOver() {
    handshakes--;
  }

  void told() {
    untold--;
  }

  void forget(NettyConnection connection) {
    connections.remove(connection);
    watched.remove(connection);
    crowded.remove(connection);
  }

  /// Looks at a connection after each turn until [#rests].
  void watch(NettyConnection connection) {
    watched.add(connection);
  }

  boolean isWatched(NettyConnection connection) {
    return watched.contains(connection);
  }

  /// Streams of this connection wait for room.
  void crowded(NettyConnection connection) {
    crowded.add(connection);
  }

  void rests(NettyConnection connection) {
    watched.remove(connection);
  }

  boolean execute(Runnable task) {
    if (ended) return false;
    try {
      loop.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public void connect(
      InetSocketAddress server,
      String serverName,
      Trust trust,
      Function<Connection, ConnectionHandler> open) {
    if (accept != null) {
      throw new IllegalStateException("this endpoint listens; connections go out from a client's");
    }
    if (server.isUnresolved()) {
      throw new IllegalArgumentException("no address is known for " + server.getHostString());
    }
    if (serverName.isEmpty() || serverName.length() > 255) {
      throw new IllegalArgumentException(
          "a server's name has 1 to 255 characters, not %s".formatted(serverName.length()));
    }
    Asked asked;
    synchronized (trusted) {
      asked =
          new Asked(
              trusted.computeIfAbsent(trust, each -> Codecs.client(settings, each)),
              server,
              serverName);
    }
    NettyConnection connection = new NettyConnection(this, trust, server, open);
    if (closing || !execute(() -> dial(asked, connection))) {
      throw new IllegalStateException("this endpoint is closed");
    }
  }

  private void dial(Asked asked, NettyConnection connection) {
    QuicChannel.newBootstrap(channel)
        .attr(ASKED, asked)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0)
        .option(QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR, segments())
        .handler(connection)
        .remoteAddress(asked.server())
        .connect()
        .addListener(
            made -> {
              if (!made.isSuccess()) connection.neverBegan(made.cause());
            });
  }

  @Override
  public EndpointStatistics statistics() {
    if (loop.inEventLoop()) return count();
    CompletableFuture<EndpointStatistics> counted = new CompletableFuture<>();
    return execute(() -> counted.complete(count())) ? counted.join() : last;
  }

  private EndpointStatistics count() {
    return new EndpointStatistics(
        wire.received,
        wire.sent,
        wire.turns,
        wire.handedOver,
        accepted,
        connections.size(),
        0,
        0,
        droppedFull,
        0,
        door == null ? 0 : door.retries(),
        0,
        0,
        0,
        channel.config().getReceiveBufferSize(),
        channel.config().getSendBufferSize());
  }

  @Override
  public void close(Duration patience) {
    if (!closing) {
      closing = true;
      CompletableFuture<Void> over = new CompletableFuture<>();
      loop.execute(() -> finish(System.nanoTime() + patience.toNanos(), over));
      if (!loop.inEventLoop()) over.join();
    }
    if (!loop.inEventLoop()) group.terminationFuture().syncUninterruptibly();
  }

  private void finish(long untilNs, CompletableFuture<Void> over) {
    List.copyOf(connections).forEach(connection -> connection.close(0, ""));
    awaitEnd(untilNs, over);
  }

  /// Looks again every millisecond whether all handlers know that it is over.
  private void awaitEnd(long untilNs, CompletableFuture<Void> over) {
    if (untold > 0 && System.nanoTime() - untilNs < 0) {
      loop.schedule(() -> awaitEnd(untilNs, over), 1, TimeUnit.MILLISECONDS);
      return;
    }
    List.copyOf(connections).forEach(connection -> connection.abort(0, ""));
    last = count();
    ended = true;
    channel
        .close()
        .addListener(
            closed -> {
              List.copyOf(connections).forEach(NettyConnection::over);
              stop();
              over.complete(null);
            });
  }

  private void stop() {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }
}
