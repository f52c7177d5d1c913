package http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// The end of a connection whose last answer may still be on its way: its output is closed, and
/// input is thrown away until the client has noticed, for two seconds at most. To close at once
/// would make the kernel throw away an answer that the client has not read yet.
final class LingeringClose extends ChannelInboundHandlerAdapter {
  private static final long LINGER_MS = 2_000;

  private LingeringClose() {}

  /// Sends a last answer, then lingers.
  static void with(Channel channel, Answer answer) {
    if (channel.pipeline().get(LingeringClose.class) != null) {
      return;
    }
    strip(channel);
    channel
        .writeAndFlush(ClientHandler.response(answer, false))
        .addListener(sent -> end(channel, sent.isSuccess()));
  }

  /// Lingers after the last answer has been written.
  static void to(Channel channel) {
    strip(channel);
    end(channel, true);
  }

  /// Takes away every handler but the one that encodes answers.
  private static void strip(Channel channel) {
    for (var entry : channel.pipeline().toMap().entrySet()) {
      ChannelHandler handler = entry.getValue();
      if (!(handler instanceof HttpServerCodec)) {
        channel.pipeline().remove(handler);
      }
    }
    channel.pipeline().addFirst(new LingeringClose());
  }

  private static void end(Channel channel, boolean sent) {
    if (!sent) {
      channel.close();
      return;
    }
    ((DuplexChannel) channel).shutdownOutput();
    channel.config().setAutoRead(true);
    channel.eventLoop().schedule(() -> channel.close(), LINGER_MS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) {
    ReferenceCountUtil.release(bytes);
  }

  /// A reset, usually, and there is nothing to be said any more.
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      context.close();
    }
  }
}
