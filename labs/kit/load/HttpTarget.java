package kit.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// An HTTP/1.1 server under load, over connections that are kept open.
///
/// Each lane has a connection of its own and waits there for every answer. A request is written to
/// its socket by the thread that starts it; one thread reads all answers and starts the lanes' next
/// operations itself. Nothing is allocated for an operation.
///
/// A connection that breaks fails what is in flight on it (`connection closed`) and is opened
/// again; as long as that does not succeed, operations fail with the reason at most a hundred times
/// per second on each lane, so that a dead server does not become a busy loop. There is no time
/// limit for an answer: the load's grace decides, and counts what is missing as unfinished.
///
/// Understands answers with `Content-Length`, chunked ones and ones without body; not HTTP/2, TLS,
/// or answers that end with their connection.
public final class HttpTarget implements Target {
  /// Greatest request and greatest answer, headers included, in bytes: 16 MiB.
  public static final int MESSAGE_BYTES_MOST = 16 << 20;

  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private final HttpLoop loop;
  private final HttpConnection[] connections;

  /// Writes requests.
  @FunctionalInterface
  public interface Requests {
    /// Appends the whole request of this operation, headers and body, to `out`; see
    /// [HttpTarget#request]. May be called from two threads at once, but never for the same
    /// connection: the order of the calls for one connection is the order on the wire.
    void write(int lane, long index, ByteBuffer out);
  }

  /// Judges answers.
  @FunctionalInterface
  public interface Answers {
    /// Any 2xx is a success, the body is not looked at.
    Answers SUCCESS = (_, _, status, _) -> status / 100 == 2 ? null : "status " + status;

    /// Says whether the answer is right.
    ///
    /// @param status of the final answer, such as 200
    /// @param body from its position to its limit; only valid during the call
    /// @return null if it is right, else the kind of failure, such as `status 503`
    String judge(int lane, long index, int status, ByteBuffer body);
  }

  private HttpTarget(HttpLoop loop, HttpConnection[] connections) {
    this.loop = loop;
    this.connections = connections;
  }

  /// Connects to a server.
  ///
  /// @param lanes one connection each, all opened before this returns
  /// @throws ConnectException if nobody listens there
  public static HttpTarget connect(
      InetSocketAddress server, int lanes, Requests requests, Answers answers) throws IOException {
    if (lanes < 1) {
      throw new IllegalArgumentException(lanes + " lanes; a load has at least 1");
    }
    HttpLoop loop = new HttpLoop();
    HttpConnection[] opened = new HttpConnection[lanes];
    try {
      for (int lane = 0; lane < lanes; lane++) {
        opened[lane] = new HttpConnection(loop, server, lane, requests, answers, open(server));
      }
    } catch (IOException e) {
      for (HttpConnection connection : opened) {
        if (connection != null) {
          connection.close();
        }
      }
      loop.close();
      throw e;
    }
    loop.start(opened);
    return new HttpTarget(loop, opened);
  }

  private static SocketChannel open(InetSocketAddress server) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.socket().connect(server, CONNECT_TIMEOUT_MS);
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      channel.close();
      ConnectException clear =
          new ConnectException(
              "no connection to "
                  + server.getHostString()
                  + ":"
                  + server.getPort()
                  + ": "
                  + e.getMessage()
                  + "; is the server running there?");
      clear.initCause(e);
      throw clear;
    }
  }

  @Override
  public void start(int lane, long index, Completion done) {
    if (lane >= connections.length) {
      throw new IllegalStateException(
          "lane %s of a target with %s connections; a lane has one of its own"
              .formatted(lane, connections.length));
    }
    connections[lane].start(index, done);
  }

  /// Closes all connections; what is still in flight fails.
  @Override
  public void close() {
    loop.close();
  }

  /// The bytes of a request, for clients that encode everything before they measure.
  ///
  /// @param body may be empty, and then there is neither `Content-Length` nor `Content-Type`
  public static byte[] request(
      String method, String path, String host, String contentType, byte[] body) {
    StringBuilder head = new StringBuilder(128);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (body.length > 0) {
      head.append("\r\nContent-Type: ").append(contentType);
      head.append("\r\nContent-Length: ").append(body.length);
    }
    byte[] headBytes = head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(headBytes, headBytes.length + body.length);
    System.arraycopy(body, 0, all, headBytes.length, body.length);
    return all;
  }
}
