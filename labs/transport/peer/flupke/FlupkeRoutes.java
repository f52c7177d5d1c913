package labs.transport.peer.flupke;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static labs.transport.peer.flupke.FlupkePeer.CHUNK;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import tech.kwik.flupke.webtransport.Session;
import tech.kwik.flupke.webtransport.WebTransportStream;

/// Those of the benchmark's routes that its client needs.
final class FlupkeRoutes {
  static final List<String> PATHS = List.of("/discard", "/latency", "/sink", "/stats");

  /// What came to the routes since the server began.
  private static final AtomicLong STREAMS = new AtomicLong();

  private static final AtomicLong STREAM_BYTES = new AtomicLong();

  private final Session session;
  private final String path;
  private final String query;
  private final AtomicLong ended = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  private FlupkeRoutes(Session session) {
    this.session = session;
    String[] parts = session.getPath().split("\\?", 2);
    path = parts[0];
    query = parts.length < 2 ? "" : parts[1];
  }

  static void serve(Session session) {
    FlupkeRoutes routes = new FlupkeRoutes(session);
    session.setUnidirectionalStreamReceiveHandler(
        stream -> routes.begin(() -> routes.takeOneWay(stream)));
    session.setBidirectionalStreamReceiveHandler(
        stream -> routes.begin(() -> routes.answer(stream)));
    session.open();
  }

  /// The session tells of its streams one after the other, so none is read in the telling.
  private void begin(Callable<Void> work) {
    STREAMS.incrementAndGet();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.call();
              } catch (Exception e) {
                // of a stream whose session is over
              }
            });
  }

  /// Reads to the end, and counts.
  private static long drain(InputStream stream) throws IOException {
    byte[] scratch = new byte[CHUNK];
    long all = 0;
    for (int read; (read = stream.read(scratch)) >= 0; all += read) STREAM_BYTES.addAndGet(read);
    return all;
  }

  /// One-way streams are drained; /sink answers each so many of them with the number of all bytes.
  private Void takeOneWay(WebTransportStream stream) throws IOException {
    long read = drain(stream.getInputStream());
    if (!path.equals("/sink")) return null;
    long every = query.startsWith("streams=") ? Long.parseLong(query.substring(8)) : 1;
    long all = bytes.addAndGet(read);
    if (ended.incrementAndGet() % every == 0) {
      FlupkePeer.write(session.createUnidirectionalStream(), text(all));
    }
    return null;
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }

  private Void answer(WebTransportStream stream) throws Exception {
    InputStream in = stream.getInputStream();
    try (OutputStream out = stream.getOutputStream()) {
      switch (path) {
        case "/sink" -> out.write(text(drain(in)));
        case "/latency" -> {
          byte[] data = in.readAllBytes();
          STREAM_BYTES.addAndGet(data.length);
          out.write(data);
        }
        case "/stats" ->
            out.write(
                "{\"streams\": %s, \"stream_bytes\": %s, \"datagrams\": 0}%n"
                    .formatted(STREAMS.get(), STREAM_BYTES.get())
                    .getBytes(US_ASCII));
        default -> drain(in);
      }
    }
    return null;
  }
}
