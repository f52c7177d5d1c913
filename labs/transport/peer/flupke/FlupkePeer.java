package labs.transport.peer.flupke;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import tech.kwik.flupke.webtransport.Session;
import tech.kwik.flupke.webtransport.WebTransportStream;

/// The program: a server or a client of Flupke.
public final class FlupkePeer {
  static final int MEBIBYTE = 1 << 20;
  static final int CHUNK = 1 << 16;

  /// The windows and stream limits of the document's server and client.
  static final long WINDOW = 100L << 20;

  static final int STREAMS_MAX = 10_000;

  /// After which an end gives up that hears nothing.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /// For what the lab reads; Kwik prints warnings where programs print their results.
  static final PrintStream OUT = System.out;

  private FlupkePeer() {}

  /// Does one command.
  public static void main(String... arguments) {
    System.setOut(System.err);
    int status = 0;
    try {
      run(arguments);
    } catch (Exception e) {
      System.err.println(e);
      status = 1;
    }
    System.exit(status); // connections leave threads behind
  }

  private static void run(String... arguments) throws Exception {
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    switch (arguments[0]) {
      case "server" -> FlupkeServer.listen(rest, FlupkeRoutes.PATHS, FlupkeRoutes::serve);
      case "client" ->
          new FlupkeCycles(rest.get(1))
              .run(rest.get(0), Long.parseLong(rest.get(2)), Long.parseLong(rest.get(3)));
      case "stats" -> new FlupkeCycles(rest.get(0)).printStats();
      case "files" -> FlupkeServer.listen(rest, List.of(path(rest.get(4))), Session::open);
      case "fetch" -> {
        new FlupkeClient(rest.get(0), path(rest.get(1))).close();
        throw new IOException("it has a session now, so let it do the work");
      }
      default -> throw new IllegalArgumentException("there is no command " + arguments[0]);
    }
  }

  /// Of the session in which files would be exchanged.
  private static String path(String work) throws IOException {
    return "/" + new ObjectMapper().readTree(work).required("endpoint").asText();
  }

  /// Writes and ends a stream.
  static void write(WebTransportStream stream, byte[] bytes) throws IOException {
    try (OutputStream out = stream.getOutputStream()) {
      out.write(bytes);
    }
  }
}
