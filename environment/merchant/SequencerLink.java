package merchant;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One event loop's way to the sequencer: connections that are kept open, each with one request in
/// flight. Everything here runs on that loop.
///
/// A connection that had served before and ends without a byte of an answer was probably closed
/// while idle; its request is sent once more on a new one. That is safe because every request here
/// may be repeated: the sequencer takes a voucher once.
final class SequencerLink {
  private static final int ANSWER_BYTES_MAX = 64 << 10;
  private static final int CONNECT_MS_MAX = 2_000;

  /// Well below the time after which a server ends an idle connection.
  private static final long IDLE_NS_MAX = TimeUnit.SECONDS.toNanos(15);

  private final EventLoop loop;
  private final MerchantLimits limits;
  private final String host;
  private final int port;
  private final Bootstrap bootstrap;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final Queue<Exchange> waiting = new ArrayDeque<>();
  private int open;

  SequencerLink(EventLoop loop, MerchantConfig config) {
    this.loop = loop;
    this.limits = config.limits();
    this.host = config.sequencer().getHost();
    this.port = config.sequencerPort();
    this.bootstrap =
        new Bootstrap()
            .group(loop)
            .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS_MAX);
  }

  EventLoop loop() {
    return loop;
  }

  /// `POST` with a JSON body.
  void post(String path, byte[] json, Consumer<Reply> done) {
    send(new Exchange(HttpMethod.POST, path, json, done));
  }

  void get(String path, Consumer<Reply> done) {
    send(new Exchange(HttpMethod.GET, path, new byte[0], done));
  }

  private void send(Exchange exchange) {
    closeStale();
    Connection ready = idle.pollLast();
    if (ready != null) {
      ready.start(exchange);
    } else if (open < limits.linksMax()) {
      connect(exchange);
    } else if (waiting.size() < limits.waitingMax()) {
      waiting.add(exchange);
    } else {
      exchange.end(
          new Reply.Failed(503, "too many payments wait for the sequencer; nothing was taken"));
    }
  }

  private void closeStale() {
    long now = System.nanoTime();
    while (!idle.isEmpty() && now - idle.peekFirst().idleSinceNs > IDLE_NS_MAX) {
      idle.pollFirst().channel.close();
    }
  }

  private void connect(Exchange exchange) {
    open++;
    Connection connection = new Connection();
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                channel
                    .pipeline()
                    .addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(ANSWER_BYTES_MAX))
                    .addLast(connection);
              }
            })
        .connect(InetSocketAddress.createUnresolved(host, port))
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                connection.start(exchange);
              } else {
                open--;
                exchange.end(
                    new Reply.Failed(
                        502,
                        "the sequencer at %s:%s cannot be reached; nothing was taken"
                            .formatted(host, port)));
                serveWaiting();
              }
            });
  }

  /// Gives whoever waits a connection of its own, after one has gone.
  private void serveWaiting() {
    Exchange next = waiting.poll();
    if (next != null) {
      send(next);
    }
  }

  /// One request and what comes of it.
  private static final class Exchange {
    final HttpMethod method;
    final String path;
    final byte[] body;
    final Consumer<Reply> done;
    boolean isRepeated;

    Exchange(HttpMethod method, String path, byte[] body, Consumer<Reply> done) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.done = done;
    }

    void end(Reply reply) {
      done.accept(reply);
    }
  }

  private final class Connection extends SimpleChannelInboundHandler<FullHttpResponse> {
    private Channel channel;
    private Exchange exchange;
    private ScheduledFuture<?> deadline;
    private boolean hasServed;
    private long idleSinceNs;

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channel = context.channel();
    }

    void start(Exchange next) {
      exchange = next;
      deadline = loop.schedule(this::giveUp, limits.answerTime().toMillis(), TimeUnit.MILLISECONDS);
      ByteBuf body =
          next.body.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(next.body);
      DefaultFullHttpRequest request =
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, next.method, next.path, body);
      request.headers().set(HttpHeaderNames.HOST, host + ":" + port);
      if (next.body.length > 0) {
        request.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, next.body.length);
      }
      channel.writeAndFlush(request, channel.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
      if (exchange == null || response.decoderResult().isFailure()) {
        context.close();
        return;
      }
      byte[] body = ByteBufUtil.getBytes(response.content());
      boolean keep = HttpUtil.isKeepAlive(response);
      Exchange answered = take();
      hasServed = true;
      Exchange next = keep ? waiting.poll() : null;
      if (next != null) {
        start(next);
      } else if (keep) {
        idleSinceNs = System.nanoTime();
        idle.addLast(this);
      } else {
        context.close();
      }
      answered.end(new Reply.Answered(response.status().code(), body));
    }

    private Exchange take() {
      Exchange taken = exchange;
      exchange = null;
      deadline.cancel(false);
      return taken;
    }

    private void giveUp() {
      Exchange late = exchange;
      exchange = null;
      channel.close();
      if (late != null) {
        late.end(
            new Reply.Failed(
                504,
                "the sequencer has not answered in time; whether it took the voucher is unknown:"
                    + " send it again"));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      open--;
      idle.remove(this);
      if (exchange != null) {
        Exchange broken = take();
        if (hasServed && !broken.isRepeated) {
          broken.isRepeated = true;
          send(broken);
          return;
        }
        broken.end(
            new Reply.Failed(
                502,
                "the sequencer has closed the connection; whether it took the voucher is unknown:"
                    + " send it again"));
      }
      serveWaiting();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
