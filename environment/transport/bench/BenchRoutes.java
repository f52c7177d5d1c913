package transport.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import transport.quic.EndpointStatistics;
import transport.session.LoopSession;
import transport.session.SessionHandler;

/// The benchmark's routes.
///
/// Five do what the routes of their names do in the document's own benchmark server (pywebtransport
/// 0.9.0, tests/benchmark/test_00_bench_server.py), on streams that the client opens:
///
/// | route | a stream is |
/// | --- | --- |
/// | `/discard` | read, and ended when it ends |
/// | `/duplex` | sent 1 MiB while what comes is read |
/// | `/echo` | sent back as it comes; datagrams too |
/// | `/latency` | read to its end, at most 1 MiB, and then sent back |
/// | `/produce` | sent as many bytes as its first bytes say, in decimal |
///
/// What more there is, is ours. `/duplex?confirm=1` sends behind its mebibyte, when all has come,
/// how many bytes came. `/sink?streams=N` answers a bidirectional stream with the number of its
/// bytes and, after each N unidirectional ones that ended, opens one with the number of all their
/// bytes so far. `/datagrams` answers a bidirectional stream with two numbers: the datagrams of its
/// session so far, and those of its connection that came in packets, also such as found the queue
/// full. `/memory` answers with the three numbers of [Holdings], in their order. `/stats` answers
/// with [Counts], one line of JSON. All routes count the datagrams that come.
public final class BenchRoutes {
  private BenchRoutes() {}

  /// A handler for each session of a path, by path.
  ///
  /// @param socket the counts of the server's endpoint at the moment
  public static Map<String, Supplier<SessionHandler>> handlers(
      Counts counts, Supplier<EndpointStatistics> socket) {
    Map<String, Supplier<Work>> works = new LinkedHashMap<>();
    works.put("/discard", () -> new Discard(counts));
    works.put("/duplex", () -> new Duplex(counts));
    works.put("/echo", () -> new Echo(counts));
    works.put("/latency", () -> new Reply(counts));
    works.put("/produce", () -> new Produce(counts));
    works.put("/memory", () -> new Answer(counts, Holdings.now().words()));
    works.put("/stats", () -> new Answer(counts, counts.json(socket.get())));
    Map<String, Supplier<SessionHandler>> handlers = new LinkedHashMap<>();
    works.forEach((path, work) -> handlers.put(path, () -> each(path, counts, work)));
    handlers.put("/sink", () -> new Sink(counts));
    handlers.put("/datagrams", () -> new DatagramSink(counts));
    return handlers;
  }

  private static BenchSession each(String path, Counts counts, Supplier<Work> work) {
    return new BenchSession(counts, path.equals("/echo")) {
      @Override
      Work work() {
        return work.get();
      }
    };
  }

  /// A number in a session's path: `?NAME=NUMBER`.
  static int parameter(LoopSession session, String name, int other) {
    String path = session.request().path();
    int query = path.indexOf('?');
    String sought = "?" + name + "=";
    if (query < 0 || !path.startsWith(sought, query)) return other;
    String digits = path.substring(query + sought.length());
    return digits.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(digits) : other;
  }
}
