package http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/// Ends a connection whose client takes too long: to send a whole request, counted from its first
/// byte however the others dribble in; to send any; or to take an answer.
final class Timeouts extends ChannelInboundHandlerAdapter {
  private static final long LOOKS_PER_LIMIT = 8;

  private final HttpLimits limits;
  private final Service service;
  private ScheduledFuture<?> look;
  private Waiting waitingFor = Waiting.FOR_A_REQUEST;
  private long sinceNs;

  private enum Waiting {
    FOR_A_REQUEST,
    FOR_THE_REST,
    FOR_THE_ANSWER,
    FOR_ITS_LEAVING
  }

  Timeouts(HttpLimits limits, Service service) {
    this.limits = limits;
    this.service = service;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    begin(Waiting.FOR_A_REQUEST);
    long intervalNs = Math.max(1, limits.requestTime().toNanos() / LOOKS_PER_LIMIT);
    look =
        context
            .executor()
            .scheduleAtFixedRate(
                () -> enforce(context), intervalNs, intervalNs, TimeUnit.NANOSECONDS);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    if (waitingFor == Waiting.FOR_A_REQUEST) {
      begin(Waiting.FOR_THE_REST);
    }
    context.fireChannelRead(bytes);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    handlerRemoved(context);
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (look != null) {
      look.cancel(false);
    }
  }

  void requestIsComplete() {
    begin(Waiting.FOR_THE_ANSWER);
  }

  void answerIsReady() {
    begin(Waiting.FOR_ITS_LEAVING);
  }

  void answerHasLeft() {
    begin(Waiting.FOR_A_REQUEST);
  }

  private void begin(Waiting next) {
    waitingFor = next;
    sinceNs = System.nanoTime();
  }

  private void enforce(ChannelHandlerContext context) {
    long waitedNs = System.nanoTime() - sinceNs;
    switch (waitingFor) {
      case FOR_THE_REST -> {
        if (waitedNs > limits.requestTime().toNanos()) {
          LingeringClose.with(
              context.channel(), service.refusal(408, "the request did not arrive in time"));
        }
      }
      case FOR_A_REQUEST, FOR_ITS_LEAVING -> {
        if (waitedNs > limits.idleTime().toNanos()) {
          context.close();
        }
      }
      case FOR_THE_ANSWER -> {
        // The service has a deadline of its own.
      }
    }
  }
}
