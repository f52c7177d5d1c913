package merchant;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
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
import io.netty.util.concurrent.EventExecutor;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A running merchant. A request, the exchange with the sequencer that it causes and its answer
/// stay on one event loop.
public final class Merchant implements AutoCloseable {
  private static final long CLOSE_SECONDS_MAX = 2;
  private static final int PAYMENT_ID_BYTES = 16;

  private final MerchantConfig config;
  private final EventLoopGroup loops;
  private final Map<EventExecutor, SequencerLink> links = new HashMap<>();
  private final AtomicInteger connections = new AtomicInteger();
  private Channel listening;
  private Shop shop;

  private Merchant(MerchantConfig config, EventLoopGroup loops) {
    this.config = config;
    this.loops = loops;
  }

  /// Listens. The sequencer need not run yet.
  ///
  /// @throws BindException with address and reason, if the address cannot be bound
  public static Merchant start(MerchantConfig config) throws BindException {
    SecureRandom random = new SecureRandom();
    return start(config, Clock.systemUTC(), () -> paymentId(random));
  }

  private static String paymentId(SecureRandom random) {
    byte[] bytes = new byte[PAYMENT_ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static Merchant start(MerchantConfig config, InstantSource clock, Supplier<String> paymentIds)
      throws BindException {
    boolean epoll = Epoll.isAvailable();
    IoHandlerFactory handlers = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    Merchant merchant =
        new Merchant(config, new MultiThreadIoEventLoopGroup(config.threads(), handlers));
    for (EventExecutor executor : merchant.loops) {
      merchant.links.put(executor, new SequencerLink((EventLoop) executor, epoll, config));
    }
    Ledger ledger = new Ledger(clock, config.limits());
    Checkout checkout = new Checkout(config, ledger, clock);
    try {
      merchant.listen(epoll);
      Offer offer = new Offer(config, merchant.publicUrl());
      merchant.shop = new Shop(checkout, ledger, offer, paymentIds, config.secret());
      merchant.listening.config().setAutoRead(true);
    } catch (BindException | RuntimeException | Error e) {
      merchant.close();
      throw e;
    }
    return merchant;
  }

  /// Binds, and accepts nobody before the shop is open: its offers name the port.
  private void listen(boolean epoll) throws BindException {
    InetSocketAddress address = new InetSocketAddress(config.host(), config.port());
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
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

  private String publicUrl() {
    return config.publicUrl() != null
        ? config.publicUrl()
        : "http://%s:%s".formatted(config.host(), address().getPort());
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /// Ends; payments under way may or may not have been taken, and their clients can ask again. May
  /// be called again.
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
      MerchantLimits limits = config.limits();
      channel.closeFuture().addListener(_ -> connections.decrementAndGet());
      HttpDecoderConfig decoding =
          new HttpDecoderConfig()
              .setMaxInitialLineLength(limits.headBytesMax())
              .setMaxHeaderSize(limits.headBytesMax());
      Timeouts timeouts = new Timeouts(limits);
      channel
          .pipeline()
          .addLast(timeouts)
          .addLast(new HttpServerCodec(decoding))
          .addLast(new Bodies(limits.bodyBytesMax()))
          .addLast(new ClientHandler(shop, links.get(channel.eventLoop()), timeouts));
      if (connections.incrementAndGet() > limits.connectionsMax()) {
        LingeringClose.with(channel, Answer.refusal(503, "too many connections"));
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
