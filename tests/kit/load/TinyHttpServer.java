package kit.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// The least HTTP server that a load can be measured against: one thread, one answer for every
/// request, and a known time of work for each. Requests must be without body.
final class TinyHttpServer implements AutoCloseable {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.ISO_8859_1);

  private final Selector selector;
  private final ServerSocketChannel listening;
  private final long workNs;
  private final Thread thread;
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 << 10);
  private final ByteBuffer out = ByteBuffer.allocateDirect(64 << 10);
  private volatile boolean closed;

  TinyHttpServer(long workNs) throws IOException {
    this.workNs = workNs;
    selector = Selector.open();
    listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
    thread = Thread.ofPlatform().name("tiny-http").daemon().start(this::run);
  }

  InetSocketAddress address() throws IOException {
    return (InetSocketAddress) listening.getLocalAddress();
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(this::serve);
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        SocketChannel accepted = listening.accept();
        accepted.configureBlocking(false);
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
        accepted.register(selector, SelectionKey.OP_READ);
      } else {
        answer((SocketChannel) key.channel());
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  /// Answers each empty line. The clients of these tests send whole requests, a few at a time.
  private void answer(SocketChannel channel) throws IOException {
    in.clear();
    if (channel.read(in) < 0) {
      channel.close();
      return;
    }
    in.flip();
    out.clear();
    for (int i = 3; i < in.limit(); i++) {
      if (in.get(i) == '\n' && in.get(i - 1) == '\r' && in.get(i - 2) == '\n') {
        work();
        out.put(OK);
      }
    }
    out.flip();
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  private void work() {
    for (long end = System.nanoTime() + workNs; workNs > 0 && System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }
}
