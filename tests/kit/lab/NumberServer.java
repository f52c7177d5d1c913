package kit.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import runtime.Launch;

/// The smallest system that can lose something: each path of its own gives the numbers from 1 on by
/// `POST`, one a request, and keeps each as a byte of a file of its data; `GET` says the last one.
final class NumberServer {
  /// How it behaves, which is its last argument.
  enum Manner {
    RIGHT,
    /// Every tenth number is another one.
    WRONG,
    /// It keeps its numbers in memory alone.
    FORGETFUL,
    /// It ends itself at number 100.
    MORTAL
  }

  private static final Map<String, Integer> GIVEN = new ConcurrentHashMap<>();

  private NumberServer() {}

  static Launch launch(String name, Manner manner) {
    return Launch.of(name, NumberServer.class.getName())
        .arguments("{host}", "{port}", "{data}", manner.name())
        .jvmFlags("-XX:TieredStopAtLevel=1", "-Dsun.net.httpserver.nodelay=true");
  }

  /// @param arguments host, port, data folder, manner
  static void main(String[] arguments) throws IOException {
    InetAddress host = InetAddress.getByName(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    Path data = Path.of(arguments[2]);
    Manner manner = Manner.valueOf(arguments[3]);
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    server.createContext("/", exchange -> answer(exchange, data, manner));
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    System.out.println("listening on " + arguments[0] + ":" + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, Path data, Manner manner) throws IOException {
    String path = exchange.getRequestURI().getPath().substring(1);
    Path file = data.resolve(path);
    int number = GIVEN.computeIfAbsent(path, _ -> (int) file.toFile().length());
    if (exchange.getRequestMethod().equals("POST")) {
      GIVEN.put(path, ++number);
      if (manner != Manner.FORGETFUL) {
        Files.write(file, new byte[1], CREATE, APPEND);
      }
      if (manner == Manner.MORTAL && number == 100) {
        Runtime.getRuntime().halt(7);
      }
    }
    int said = manner == Manner.WRONG && number % 10 == 0 ? 0 : number;
    byte[] text = String.valueOf(said).getBytes(US_ASCII);
    exchange.sendResponseHeaders(200, text.length);
    try (OutputStream body = exchange.getResponseBody()) {
      body.write(text);
    }
  }
}
