package http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A server. A request is read, served and answered on one event loop, unless its [Service] answers
/// from elsewhere.
public final class HttpServer implements AutoCloseable {
  private static final long CLOSE_SECONDS_MAX = 2;

  /// Clients that have connected and are not accepted yet: as many as Linux allows by default, for
  /// thousands may come at once, and who finds it full waits a second.
  private static final int BACKLOG = 4096;

  private final HttpLimits limits;
  private final EventLoopGroup loops;
  private final AtomicInteger connections = new AtomicInteger();
  private final Traffic traffic = new Traffic();
  private Channel listening;
  private Service service;

  private HttpServer(HttpLimits limits, EventLoopGroup loops) {
    this.limits = limits;
    this.loops = loops;
  }

  /// Binds, and accepts nobody before [#serve]: a service may have to know the port.
  ///
  /// @param port 0 for any free one
  /// @param threads event loops
  /// @throws BindException with address and reason, if the address cannot be bound
  public static HttpServer bind(String host, int port, int threads, HttpLimits limits)
      throws BindException {
    IoHandlerFactory handlers =
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    HttpServer server = new HttpServer(limits, new MultiThreadIoEventLoopGroup(threads, handlers));
    try {
      server.listen(new InetSocketAddress(host, port));
      return server;
    } catch (BindException | RuntimeException | Error e) {
      server.close();
      throw e;
    }
  }

  private void listen(InetSocketAddress address) throws BindException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
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

  /// Accepts clients from now on.
  public void serve(Service service) {
    this.service = service;
    listening.config().setAutoRead(true);
  }

  /// Its event loops.
  public EventLoopGroup loops() {
    return loops;
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /// How many connections are open.
  public int connections() {
    return connections.get();
  }

  /// Bytes that have come, since it was bound.
  public long receivedBytes() {
    return traffic.receivedBytes();
  }

  /// Bytes that were sent.
  public long sentBytes() {
    return traffic.sentBytes();
  }

  /// Ends, with requests under way unanswered. May be called again.
  @Override
  public synchronized void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    if (listening != null) {
      listening.close().syncUninterruptibly();
    }
    loops.shutdownGracefully(0, CLOSE_SECONDS_MAX, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class ConnectionInitializer extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel.closeFuture().addListener(_ -> connections.decrementAndGet());
      HttpDecoderConfig decoding =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(limits.headBytesMax())
              .setMaxHeaderSize(limits.headBytesMax());
      Timeouts timeouts = new Timeouts(limits, service);
      channel
          .pipeline()
          .addLast(traffic)
          .addLast(timeouts)
          .addLast(new HttpServerCodec(decoding))
          .addLast(new Bodies(limits.bodyBytesMax()))
          .addLast(new ClientHandler(service, timeouts, limits.servedMax()));
      if (connections.incrementAndGet() > limits.connectionsMax()) {
        LingeringClose.with(channel, service.refusal(503, "too many connections"));
      }
    }
  }

  /// Puts a request and its body together. One whose body is too long comes as a failed one, in its
  /// place among the others.
  private static final class Bodies extends HttpObjectAggregator {
    Bodies(int bytesMax) {
      super(bytesMax, true);
    }

    @Override
    protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
      FullHttpRequest failed =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
      failed.setDecoderResult(DecoderResult.failure(new TooLongHttpContentException()));
      context.fireChannelRead(failed);
    }
  }
}
