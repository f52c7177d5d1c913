package transport.quic.netty;

import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.SegmentedDatagramPacket;

/// Stands between the socket and the codec: counts what passes, and says when the codec has dealt
/// with all that a turn of the loop brought.
final class Wire extends ChannelDuplexHandler {
  private final Runnable inTheEnd;
  private final Runnable afterTurn;
  long received;
  long sent;
  long turns;
  boolean inTurn;
  long handedOver;

  /// @param inTheEnd run while what is written leaves together, when all that came is told
  Wire(Runnable inTheEnd, Runnable afterTurn) {
    this.inTheEnd = inTheEnd;
    this.afterTurn = afterTurn;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object packet) {
    received++;
    inTurn = true;
    context.fireChannelRead(packet);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    inTheEnd.run();
    turns++;
    context.fireChannelReadComplete();
    inTurn = false;
    afterTurn.run();
  }

  @Override
  public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
    int bytes = ((ByteBufHolder) packet).content().readableBytes();
    if (bytes > 0) {
      handedOver++;
      int segment = packet instanceof SegmentedDatagramPacket many ? many.segmentSize() : bytes;
      sent += (bytes + segment - 1) / segment;
    }
    context.write(packet, promise);
  }
}
