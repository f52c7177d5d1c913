package http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpContentException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/// One client's requests, answered in their order. As many as the server allows are served at a
/// time, and the next is taken up when an answer has left, so a client that does not take its
/// answers holds nobody up but itself.
final class ClientHandler extends ChannelInboundHandlerAdapter {
  /// Requests that wait to be taken up, from which on no more are read.
  private static final int QUEUED_MAX = 16;

  /// A request that was taken up; its answer waits for those before it.
  private static final class Turn {
    private final boolean keepAlive;
    private Answer answer;

    Turn(boolean keepAlive) {
      this.keepAlive = keepAlive;
    }
  }

  private final Service service;
  private final Timeouts timeouts;
  private final int servedMax;
  private final Queue<FullHttpRequest> queued = new ArrayDeque<>();
  private final Queue<Turn> turns = new ArrayDeque<>();
  private int leaving;
  private boolean isEnding;
  private boolean isTakingUp;
  private boolean isFlushDue;
  private boolean hasLeft;

  /// @param servedMax requests that are served at a time
  ClientHandler(Service service, Timeouts timeouts, int servedMax) {
    this.service = service;
    this.timeouts = timeouts;
    this.servedMax = servedMax;
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
    while (!isEnding && turns.size() + leaving < servedMax && !queued.isEmpty()) {
      FullHttpRequest next = queued.remove();
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
    endIfLeft(context);
  }

  /// A client has said that nothing more will come. What it has asked is still answered, for it may
  /// listen on; then the connection is over and makes room for another.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      hasLeft = true;
      endIfLeft(context);
    }
    context.fireUserEventTriggered(event);
  }

  private void endIfLeft(ChannelHandlerContext context) {
    if (hasLeft && !isEnding && turns.isEmpty() && leaving == 0 && queued.isEmpty()) {
      context.close();
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

  private Answer refusal(Throwable cause) {
    return cause instanceof TooLongHttpContentException
        ? service.refusal(413, "the body is too long")
        : service.refusal(400, "this is no HTTP/1.1 request that this server takes");
  }

  private void serve(ChannelHandlerContext context, FullHttpRequest request) {
    boolean isFailed = request.decoderResult().isFailure();
    Turn turn = new Turn(!isFailed && HttpUtil.isKeepAlive(request));
    isEnding = !turn.keepAlive;
    turns.add(turn);
    if (isFailed) {
      answer(context, turn, refusal(request.decoderResult().cause()));
      return;
    }
    EventLoop loop = context.channel().eventLoop();
    service.serve(
        Request.of(request, loop),
        answer -> {
          if (loop.inEventLoop()) {
            answer(context, turn, answer);
          } else {
            execute(loop, () -> answer(context, turn, answer));
          }
        });
  }

  private static void execute(EventLoop loop, Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has ended, and its connections with it.
    }
  }

  /// Writes all answers whose turn it is. They leave together: the flush comes behind the other
  /// answers that have reached this loop by now.
  private void answer(ChannelHandlerContext context, Turn answered, Answer answer) {
    answered.answer = answer;
    while (!turns.isEmpty() && turns.element().answer != null) {
      Turn turn = turns.remove();
      leaving++;
      timeouts.answerIsReady();
      context
          .write(response(turn.answer, turn.keepAlive))
          .addListener(sent -> left(context, turn, sent.isSuccess()));
      if (servedMax == 1) {
        context.flush();
      } else if (!isFlushDue) {
        isFlushDue = true;
        execute(context.channel().eventLoop(), () -> flush(context));
      }
    }
  }

  private void flush(ChannelHandlerContext context) {
    isFlushDue = false;
    context.flush();
  }

  private void left(ChannelHandlerContext context, Turn turn, boolean isSent) {
    leaving--;
    if (!isSent) {
      context.close();
    } else if (turn.keepAlive) {
      if (turns.isEmpty() && leaving == 0) {
        timeouts.answerHasLeft();
      }
      takeUp(context);
    } else {
      LingeringClose.to(context.channel());
    }
  }

  static DefaultFullHttpResponse response(Answer answer, boolean keepAlive) {
    ByteBuf body = Unpooled.wrappedBuffer(answer.body());
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), body);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, answer.type());
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
    if (answer.status() == 503 || answer.status() == 429) {
      response.headers().set(HttpHeaderNames.RETRY_AFTER, "1");
    }
    answer.headers().forEach((name, value) -> response.headers().set(name, value));
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
