package sequencer.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import sequencer.engine.Engine;
import sequencer.service.ChannelCloser;
import sequencer.service.ChannelTable;
import sequencer.service.Sequencer;
import sequencer.service.StreamHistory;
import sequencer.service.VoucherHistory;

/// Serves a [Sequencer] over HTTP/1.1 until it is closed.
public final class HttpServer implements AutoCloseable {
  private static final long CLOSE_SECONDS_MAX = 2;

  private final EventLoopGroup loops;
  private final Map<EventExecutor, Lane> lanes = new HashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final HttpLimits limits;
  private Channel listening;

  private HttpServer(EventLoopGroup loops, HttpLimits limits) {
    this.loops = loops;
    this.limits = limits;
  }

  /// Listens on `address`; port 0 takes a free one.
  ///
  /// @param threads event loops; each runs the requests of its connections from end to end
  /// @throws BindException with address and reason, if the address cannot be bound
  public static HttpServer start(
      InetSocketAddress address,
      HttpLimits limits,
      int threads,
      Sequencer sequencer,
      ChannelCloser closer,
      VoucherHistory history,
      StreamHistory streams,
      ChannelTable channels,
      Engine engine,
      InstantSource clock)
      throws BindException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    HttpServer server = new HttpServer(new MultiThreadIoEventLoopGroup(threads, handlers), limits);
    Metrics metrics = new Metrics(engine, channels, server.connections::get);
    Api api = new Api(sequencer, closer, history, streams, metrics);
    LargeBodies largeBodies = new LargeBodies(limits.largeBytesMax());
    for (EventExecutor executor : server.loops) {
      ResponseWriter writer = new ResponseWriter(clock);
      Lane lane = new Lane((EventLoop) executor, engine, limits, api, writer, metrics, largeBodies);
      lane.start();
      server.lanes.put(executor, lane);
    }
    try {
      server.listen(address, epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class);
    } catch (BindException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
    return server;
  }

  private void listen(InetSocketAddress address, Class<? extends ServerChannel> type)
      throws BindException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator(512, 2048, 65536))
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(32 << 10, 128 << 10))
            .childHandler(new ConnectionInitializer())
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      // Each transport has an exception of its own for this.
      throw new BindException(
          "%s:%s cannot be bound: %s"
              .formatted(address.getHostString(), address.getPort(), bound.cause().getMessage()));
    }
    listening = bound.channel();
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /// Takes no more connections, lets the answers go that wait for the disk, and ends. A second call
  /// waits for the first.
  @Override
  public synchronized void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    if (listening != null) {
      listening.close().syncUninterruptibly();
    }
    lanes.values().stream().map(Lane::stop).toList().forEach(HttpServer::await);
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS_MAX);
    while (!lanes.values().stream().allMatch(Lane::isIdle) && System.nanoTime() < endNs) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    // A loop that ends was seen to leave a connection open that had just been answered.
    lanes.values().stream().map(Lane::end).toList().forEach(HttpServer::await);
    loops.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static void await(Future<?> future) {
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an event loop could not be stopped", e.getCause());
    }
  }

  private final class ConnectionInitializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      if (connections.incrementAndGet() > limits.connectionsMax()) {
        connections.decrementAndGet();
        channel.pipeline().addLast(new TooManyConnections());
        return;
      }
      Lane lane = lanes.get(channel.eventLoop());
      channel.pipeline().addLast(new HttpConnection(lane, connections::decrementAndGet));
    }
  }
}
