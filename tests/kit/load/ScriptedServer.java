package kit.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A server whose bytes a test writes itself, well-formed or not.
final class ScriptedServer implements AutoCloseable {
  /// Serves one connection; it is closed when this returns or throws.
  @FunctionalInterface
  interface Script {
    void serve(int connection, InputStream in, OutputStream out) throws IOException;
  }

  private final ServerSocket listening;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private volatile boolean closed;

  ScriptedServer(Script script) throws IOException {
    listening = new ServerSocket();
    // Little room, so that a great request is not taken in one go.
    listening.setReceiveBufferSize(4_096);
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    Thread.ofVirtual().start(() -> accept(script));
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        if (closed) {
          socket.close();
          return;
        }
        int connection = accepted.getAndIncrement();
        Thread.ofVirtual().start(() -> serve(script, connection, socket));
      }
    } catch (IOException e) {
      // Closed by the test.
    }
  }

  private static void serve(Script script, int connection, Socket socket) {
    try (socket) {
      script.serve(
          connection, new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
    } catch (IOException e) {
      // The client has gone.
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listening.getLocalSocketAddress();
  }

  int connections() {
    return accepted.get();
  }

  /// Reads one request.
  ///
  /// @return its body, or null if the client has closed
  static byte[] request(InputStream in) throws IOException {
    int length = 0;
    StringBuilder line = new StringBuilder();
    boolean any = false;
    for (int c; (c = in.read()) >= 0; ) {
      if (c != '\n') {
        line.append((char) c);
        continue;
      }
      String text = line.toString().strip();
      line.setLength(0);
      if (text.isEmpty() && any) {
        return in.readNBytes(length);
      }
      any = true;
      if (text.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(text.substring(15).strip());
      }
    }
    return null;
  }

  static byte[] ok(String body) {
    return answer("200 OK", body);
  }

  static byte[] answer(String status, String body) {
    return ascii("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Answers every request alike.
  static Script always(byte[] answer) {
    return (_, in, out) -> {
      while (request(in) != null) {
        out.write(answer);
      }
    };
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
