package transport.quic.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.handler.codec.quic.QuicStreamType;
import java.nio.ByteBuffer;

/// One stream. Netty is asked for the next bytes when the program reads and none are left. What is
/// written and finds no room waits with the program ([Crowd]).
final class NettyStream extends ChannelInboundHandlerAdapter {
  private static final int PIECE_BYTES = 1 << 14;

  private final NettyConnection connection;
  private final boolean own;
  private QuicStreamChannel channel;

  /// What Netty gave and was not read; null for none.
  private ByteBuf inbox;

  /// Whether the stream ends behind that.
  private boolean fin;

  private boolean readEnded;
  private boolean writeEnded;
  private boolean pulling;
  private boolean dropped;
  private boolean endWaits;
  private int pending;

  /// The room there was when it was looked at last.
  private long seen;

  /// [NettyConnection#moment] of the last write that had bytes; -2 before the first.
  private long written = -2;

  NettyStream(NettyConnection connection, boolean own) {
    this.connection = connection;
    this.own = own;
  }

  QuicStreamChannel channel() {
    return channel;
  }

  private long id() {
    return channel.streamId();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    channel = (QuicStreamChannel) context.channel();
    channel
        .config()
        .setAutoRead(false)
        .setReadFrames(true)
        .setRecvByteBufAllocator(new FixedRecvByteBufAllocator(PIECE_BYTES));
    boolean oneWay = channel.type() == QuicStreamType.UNIDIRECTIONAL;
    readEnded = oneWay && own;
    writeEnded = oneWay && !own;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (own && !readEnded) context.read();
  }

  /// Asks for what came with the stream's first packet, and tells of it.
  void look() {
    if (inbox == null && !fin && !readEnded) channel.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    QuicStreamFrame frame = (QuicStreamFrame) message;
    fin = frame.hasFin();
    dropped = readEnded;
    if (readEnded) {
      frame.release();
      return;
    }
    inbox = frame.content();
    if (!pulling && connection.isOpen()) {
      connection.guarded(() -> connection.handler().onReadable(id()));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof QuicStreamResetException reset && !readEnded) {
      readEnded = true;
      if (connection.isOpen()) {
        connection.guarded(
            () -> connection.handler().onReset(id(), reset.applicationProtocolCode()));
      }
      settle();
    }
  }

  private void pull() {
    pulling = true;
    channel.read();
    pulling = false;
  }

  int read(ByteBuffer into) {
    int before = into.position();
    while (into.hasRemaining() && !readEnded) {
      if (inbox == null && !fin) pull();
      if (inbox == null) break;
      int limit = into.limit();
      into.limit(into.position() + Math.min(into.remaining(), inbox.readableBytes()));
      inbox.readBytes(into);
      into.limit(limit);
      if (!inbox.isReadable()) release();
    }
    int bytes = into.position() - before;
    if (bytes > 0 || !into.hasRemaining()) return bytes;
    if (fin && !readEnded) {
      readEnded = true;
      settle();
    }
    return readEnded ? -1 : 0;
  }

  int write(ByteBuffer data, boolean fin) {
    if (writeEnded) return -1;
    int before = data.position();
    do {
      int bytes = pending > 0 ? 0 : connection.room(this, Math.min(data.remaining(), PIECE_BYTES));
      if (bytes == 0 && data.hasRemaining()) {
        connection.waits(this);
        break;
      }
      boolean last = fin && bytes == data.remaining();
      if (bytes == 0 && (!last || isLate())) break;
      if (!write(piece(data, bytes), bytes, last)) {
        data.position(before);
        return -1;
      }
    } while (data.hasRemaining());
    return data.position() - before;
  }

  /// Deals with an end without bytes that quiche could lose (its issue 2525): it waits until all
  /// that was sent is acknowledged, unless the last bytes have not left yet.
  ///
  /// @return whether the end waits
  private boolean isLate() {
    boolean joins = pending > 0 || written >= 0 && written == connection.moment();
    if (written == -2 || joins) return false;
    writeEnded = true;
    connection.addDelivery(
        () -> {
          channel.write(QuicStreamFrame.EMPTY_FIN);
          endWaits = false;
          settle();
        });
    endWaits = true;
    return true;
  }

  private ByteBuf piece(ByteBuffer data, int bytes) {
    ByteBuf piece = channel.alloc().directBuffer(Math.max(1, bytes));
    piece.writeBytes(data.slice(data.position(), bytes));
    data.position(data.position() + bytes);
    return piece;
  }

  /// @return whether the stream takes it, now or later
  private boolean write(ByteBuf piece, int bytes, boolean last) {
    writeEnded = last;
    if (bytes > 0) written = connection.moment();
    ChannelFuture sent = channel.write(new DefaultQuicStreamFrame(piece, last));
    if (!sent.isDone()) pending++;
    if (bytes > 0) connection.crowd.wrote(this);
    if (sent.isSuccess()) {
      if (last) settle();
      return true;
    }
    // a stream that is full has no room; one that takes nothing and has room is gone
    if (sent.isDone() || bytes > 0 && channel.bytesBeforeUnwritable() > 0) {
      if (!sent.isDone()) pending--;
      writeEnded = false;
      stopped();
      return false;
    }
    connection.pendingWrites++;
    sent.addListener(done -> written(done.cause()));
    return true;
  }

  private void written(Throwable failure) {
    if (pending == 0) return;
    pending--;
    connection.pendingWrites--;
    if (failure instanceof ChannelOutputShutdownException && !writeEnded) {
      stopped();
    } else if (pending == 0) {
      settle();
    }
  }

  /// Tells that there is room.
  void hasRoom() {
    if (!writeEnded && connection.isOpen()) {
      connection.guarded(() -> connection.handler().onWritable(id()));
    }
  }

  /// As quiche said last: the connection's room or the stream's own, the lesser.
  long room() {
    return pending > 0 ? 0 : channel.bytesBeforeUnwritable();
  }

  /// Whether quiche has said something else since [#note].
  boolean sawNews() {
    return room() != seen;
  }

  void note() {
    seen = room();
  }

  private void stopped() {
    endWriting();
    if (connection.isOpen()) {
      connection.guarded(() -> connection.handler().onStopSending(id(), NettyEngine.UNKNOWN));
    }
    settle();
  }

  private void endWriting() {
    writeEnded = true;
    connection.crowd.remove(this);
    connection.pendingWrites -= pending;
    pending = 0;
  }

  void reset(int code) {
    if (writeEnded) return;
    endWriting();
    channel.shutdownOutput(code);
    settle();
  }

  /// quiche never forgets a peer's one-way stream that was stopped before its end came (its issue
  /// 1968), so what has come is read first.
  void stopSending(int code) {
    if (readEnded) return;
    readEnded = true;
    release();
    do {
      dropped = false;
      if (!fin) pull();
    } while (dropped);
    if (!fin) channel.shutdownInput(code);
    settle();
  }

  void release() {
    if (inbox != null) inbox.release();
    inbox = null;
  }

  /// Forgets the stream once both sides have ended.
  private void settle() {
    if (!readEnded || !writeEnded || endWaits || pending > 0) return;
    connection.remove(id());
    channel.close();
  }
}
