package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Turns a connection away that is one too many.
final class TooManyConnections extends ChannelInboundHandlerAdapter {
  private static final byte[] ANSWER =
      ("HTTP/1.1 503 Service Unavailable\r\n"
              + "retry-after: 1\r\n"
              + "connection: close\r\n"
              + "content-length: 0\r\n\r\n")
          .getBytes(US_ASCII);

  @Override
  public void channelActive(ChannelHandlerContext context) {
    context.writeAndFlush(Unpooled.wrappedBuffer(ANSWER)).addListener(ChannelFutureListener.CLOSE);
  }
}
