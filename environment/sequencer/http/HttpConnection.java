package sequencer.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;

/// One client: takes its bytes apart into requests, and gives it no chance to hold anything
/// forever.
///
/// Requests may be pipelined; answers go out in their order. A connection ends when the client says
/// so, when a request cannot be parsed, or when a deadline passes; an answer that is its last is
/// followed by a half-close and a short wait for the client to notice, because closing at once
/// would make the kernel throw away an answer that the client has not read yet.
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private static final long LINGER_NS = 2_000_000_000L;
  private static final long NEVER = Long.MAX_VALUE;

  private final Lane lane;
  private final Inbox inbox = new Inbox();
  private final HttpRequest request = new HttpRequest();
  private final RequestParser parser;
  private final Runnable onClose;

  private ChannelHandlerContext context;
  private State state = State.OPEN;

  /// Answers in the lane's queue.
  private int waiting;

  /// Whether an answer is being made elsewhere.
  private boolean isHeld;

  private boolean isReceiving;
  private long deadlineNs;

  private enum State {
    OPEN,
    /// No further request is read; the answers that wait still go out.
    ENDING,
    /// The last answer is out; input is thrown away until the client closes.
    LINGERING
  }

  HttpConnection(Lane lane, Runnable onClose) {
    this.lane = lane;
    this.onClose = onClose;
    this.parser = new RequestParser(lane.limits(), lane.largeBodies());
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    this.context = context;
    lane.add(this);
    deadlineNs = lane.nowNs() + lane.limits().idleTime().toNanos();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    lane.remove(this);
    parser.close();
    onClose.run();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf received = (ByteBuf) message;
    try {
      if (state == State.OPEN) {
        inbox.add(received);
      }
    } finally {
      received.release();
    }
    serve();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
    lane.release();
  }

  /// Serves the requests that have arrived whole, as long as this client is not too far ahead.
  private void serve() {
    while (state == State.OPEN && !isTooFarAhead() && !inbox.isEmpty()) {
      try {
        if (!parser.parse(inbox, request)) {
          inbox.expect(parser.announcedLength());
          answerExpectation();
          break;
        }
      } catch (HttpError e) {
        state = State.ENDING;
        lane.refuse(this, request, e);
        return;
      }
      if (!request.keepAlive) {
        state = State.ENDING;
      }
      lane.serve(this, request);
      parser.finish(inbox);
    }
    setDeadline();
  }

  private void answerExpectation() {
    if (parser.takeExpectation()) {
      context.write(allocator().buffer().writeBytes(ResponseWriter.CONTINUE));
    }
  }

  /// Whether to read no more requests until answers have left: too many wait for the disk, or the
  /// client does not take what it asked for.
  private boolean isTooFarAhead() {
    boolean tooFarAhead =
        isHeld || waiting >= lane.limits().pipelinedMax() || !context.channel().isWritable();
    if (context.channel().config().isAutoRead() == tooFarAhead) {
      context.channel().config().setAutoRead(!tooFarAhead);
    }
    return tooFarAhead;
  }

  /// A request in pieces has its own deadline from the first piece on; pieces do not move it.
  private void setDeadline() {
    if (state == State.LINGERING) {
      return;
    }
    boolean wasReceiving = isReceiving;
    isReceiving =
        state == State.OPEN && !inbox.isEmpty() && context.channel().config().isAutoRead();
    if (isReceiving) {
      if (!wasReceiving) {
        deadlineNs = lane.nowNs() + lane.limits().requestTime().toNanos();
      }
    } else if (waiting > 0 || isHeld) {
      deadlineNs = NEVER;
    } else {
      deadlineNs = lane.nowNs() + lane.limits().idleTime().toNanos();
    }
  }

  ByteBufAllocator allocator() {
    return context.alloc();
  }

  /// Reads no further request: the answer to the last one takes its time.
  void hold() {
    isHeld = true;
  }

  /// The answer that took its time is about to be given; [#flush] goes on reading.
  void unhold() {
    isHeld = false;
  }

  boolean hasWaiting() {
    return waiting > 0;
  }

  void waitForOne() {
    waiting++;
  }

  /// Writes an answer that had to wait.
  void writeWaited(ByteBuf bytes, boolean last) {
    waiting--;
    write(bytes, last);
  }

  /// Writes an answer; [#flush] sends it.
  void write(ByteBuf bytes, boolean last) {
    if (!last) {
      context.write(bytes, context.voidPromise());
      return;
    }
    state = State.LINGERING;
    deadlineNs = lane.nowNs() + LINGER_NS;
    context.channel().config().setAutoRead(true);
    context
        .writeAndFlush(bytes)
        .addListener(
            (ChannelFutureListener)
                sent -> {
                  if (sent.isSuccess()) {
                    ((DuplexChannel) sent.channel()).shutdownOutput();
                  }
                });
  }

  /// Sends what was written and goes on with requests that had to wait for it.
  void flush() {
    context.flush();
    if (state == State.OPEN && !context.channel().config().isAutoRead()) {
      serve();
      context.flush();
    } else if (waiting == 0) {
      setDeadline();
    }
    closeIfDone();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      serve();
      context.flush();
      closeIfDone();
    } else {
      isTooFarAhead();
      isReceiving = false;
      deadlineNs = lane.nowNs() + lane.limits().idleTime().toNanos();
    }
  }

  /// The client has sent all it will send; it may still wait for answers.
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      if (state == State.LINGERING) {
        context.close();
      } else {
        closeIfDone();
      }
    }
  }

  /// Closes when every request has been answered and no other can come.
  private void closeIfDone() {
    boolean inputIsShut = ((DuplexChannel) context.channel()).isInputShutdown();
    boolean isDone = inputIsShut && waiting == 0 && !isHeld && context.channel().isWritable();
    if (isDone && state != State.LINGERING) {
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /// Reads no further request, so that the server can end once the answers that wait are out.
  void stop() {
    if (state == State.OPEN) {
      state = State.ENDING;
      context.channel().config().setAutoRead(false);
    }
  }

  /// Ends the connection now.
  void end() {
    context.close();
  }

  /// Ends the connection if its time is up: with a 408 in the middle of a request, else silently.
  void enforceDeadline(long nowNs) {
    if (nowNs < deadlineNs) {
      return;
    }
    if (state == State.OPEN && isReceiving) {
      state = State.ENDING;
      deadlineNs = nowNs + LINGER_NS;
      lane.refuse(this, request, new HttpError(408, "The request did not arrive in time."));
    } else {
      context.close();
    }
  }

  /// A reset, usually: the client is gone and there is nobody to tell. Anything else is a fault of
  /// this program, and is told to whoever reads its standard error.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      Thread loop = Thread.currentThread();
      loop.getUncaughtExceptionHandler().uncaughtException(loop, cause);
    }
    context.close();
  }
}
