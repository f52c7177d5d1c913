package merchant;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpContentException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;

/// One client's requests, one after the other: the next is taken up when the answer to the last has
/// left, so a client that does not take its answers holds nobody up but itself.
final class ClientHandler extends ChannelInboundHandlerAdapter {
  private static final String PAYMENT_ID = "x-payment-id";
  private static final String PAYMENT = "x-payment";

  /// Requests that wait for their turn, from which on no more are read.
  private static final int QUEUED_MAX = 16;

  private final Shop shop;
  private final SequencerLink link;
  private final Timeouts timeouts;
  private final Queue<FullHttpRequest> queued = new ArrayDeque<>();
  private boolean isServing;
  private boolean isTakingUp;

  ClientHandler(Shop shop, SequencerLink link, Timeouts timeouts) {
    this.shop = shop;
    this.link = link;
    this.timeouts = timeouts;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object request) {
    queued.add((FullHttpRequest) request);
    takeUp(context);
  }

  /// Serves what waits until an answer has to be waited for. An answer that leaves at once ends the
  /// round and does not begin another inside it, by which a long pipeline would exhaust the stack.
  private void takeUp(ChannelHandlerContext context) {
    if (isTakingUp) {
      return;
    }
    isTakingUp = true;
    while (!isServing && !queued.isEmpty()) {
      FullHttpRequest next = queued.remove();
      isServing = true;
      timeouts.requestIsComplete();
      try {
        serve(context, next);
      } finally {
        next.release();
      }
    }
    isTakingUp = false;
    boolean readOn = queued.size() < QUEUED_MAX;
    if (context.channel().config().isAutoRead() != readOn) {
      context.channel().config().setAutoRead(readOn);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    handlerRemoved(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    queued.forEach(FullHttpRequest::release);
    queued.clear();
  }

  private static Answer refusal(Throwable cause) {
    return cause instanceof TooLongHttpContentException
        ? Answer.refusal(413, "the body is too long")
        : Answer.refusal(400, "this is no HTTP/1.1 request that the merchant takes");
  }

  private void serve(ChannelHandlerContext context, FullHttpRequest request) {
    if (request.decoderResult().isFailure()) {
      answer(context, refusal(request.decoderResult().cause()), false);
      return;
    }
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String path = new QueryStringDecoder(request.uri()).rawPath();
    switch (path) {
      case "/health" ->
          answer(
              context,
              isGet(request) ? Answer.text(200, "ok") : Answer.onlyTakes("GET"),
              keepAlive);
      case "/api/secret" ->
          answer(
              context,
              isGet(request)
                  ? shop.secret(
                      request.headers().get(PAYMENT_ID), request.headers().contains(PAYMENT))
                  : Answer.onlyTakes("GET"),
              keepAlive);
      case "/api/pay-voucher" -> pay(context, request, keepAlive);
      default -> answer(context, Answer.refusal(404, "there is nothing at this path"), keepAlive);
    }
  }

  private void pay(ChannelHandlerContext context, FullHttpRequest request, boolean keepAlive) {
    if (!request.method().equals(HttpMethod.POST)) {
      answer(context, Answer.onlyTakes("POST"), keepAlive);
    } else if (!isJson(request)) {
      answer(context, Answer.refusal(415, "the content type must be application/json"), keepAlive);
    } else {
      byte[] body = ByteBufUtil.getBytes(request.content());
      shop.checkout().pay(body, link, paid -> answer(context, paid, keepAlive));
    }
  }

  private static boolean isGet(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET);
  }

  private static boolean isJson(FullHttpRequest request) {
    CharSequence type = HttpUtil.getMimeType(request);
    return type != null && HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(type);
  }

  private void answer(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
    timeouts.answerIsReady();
    context
        .writeAndFlush(response(answer, keepAlive))
        .addListener(
            sent -> {
              if (!sent.isSuccess()) {
                context.close();
              } else if (keepAlive) {
                timeouts.answerHasLeft();
                isServing = false;
                takeUp(context);
              } else {
                LingeringClose.to(context.channel());
              }
            });
  }

  static DefaultFullHttpResponse response(Answer answer, boolean keepAlive) {
    ByteBuf body = Unpooled.wrappedBuffer(answer.body());
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    if (answer.status() == 503) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    if (answer.allow() != null) {
      response.headers().set(HttpHeaderNames.ALLOW, answer.allow());
    }
    if (!keepAlive) {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
    }
    return response;
  }

  /// A reset, usually: the client is gone and there is nobody to tell. Or it has sent more requests
  /// ahead of their answers than the codec keeps track of, which is 128. Anything else is a fault
  /// of this program, and is told to whoever reads its standard error.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException || cause instanceof DecoderException)) {
      Thread loop = Thread.currentThread();
      loop.getUncaughtExceptionHandler().uncaughtException(loop, cause);
    }
    context.close();
  }
}
