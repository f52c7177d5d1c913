package sequencer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.Map;

/// A connection on which a test may send anything, in any pieces.
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;
  private final InputStream in;

  public RawClient(InetSocketAddress server) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /// @param headers names in lower case
  public record Answer(int status, Map<String, String> headers, String body) {}

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /// A complete request with the fields that every request needs.
  public RawClient post(String path, String json) throws IOException {
    return send(request(path, json));
  }

  public RawClient post(String path, byte[] json) throws IOException {
    return post(path, new String(json, ISO_8859_1));
  }

  /// The bytes of such a request, one character each.
  public static String request(String path, String json) {
    return ("POST %s HTTP/1.1\r\nhost: test\r\ncontent-type: application/json\r\n"
            + "content-length: %s\r\n\r\n%s")
        .formatted(path, json.getBytes(ISO_8859_1).length, json);
  }

  public RawClient get(String path) throws IOException {
    return send("GET %s HTTP/1.1\r\nhost: test\r\n\r\n".formatted(path));
  }

  /// Says that nothing more will come, and goes on listening.
  public void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /// Ends the connection with a reset instead of a farewell.
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public Answer read() throws IOException {
    return read(true);
  }

  /// @param withBody false after HEAD, whose answer announces a body and has none
  public Answer read(boolean withBody) throws IOException {
    String statusLine = line();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
    return new Answer(status, headers, new String(in.readNBytes(length), ISO_8859_1));
  }

  /// Whether the server ends the connection now, without another byte.
  public boolean isEndedByServer() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /// Whether nothing at all has arrived.
  public boolean isSilent() throws IOException {
    return in.available() == 0;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection after: " + line);
      }
      line.write(b);
    }
    String text = line.toString(US_ASCII);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
