package labs.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kit.load.Target;
import transport.BidirectionalStream;
import transport.SendStream;
import transport.Session;
import transport.WebTransportClient;

/// The work of a cycle through the API for threads that wait, confirmed by the server.
interface Waiting {
  /// What is done in a session.
  void work(Session session) throws Exception;

  /// Whole cycles, each with a client of its own.
  static Target cycles(BenchClient bench, String path, Waiting job) {
    return Target.blocking(
        (_, _) -> {
          WebTransportClient client = bench.open();
          try (Session session = bench.connect(client, path)) {
            job.work(session);
          } finally {
            bench.close(client);
          }
        });
  }

  /// One request, which is sent back whole.
  static Waiting request(ByteBuffer payload) {
    return session -> {
      BidirectionalStream stream = session.openBidirectional();
      stream.write(payload.duplicate());
      stream.finish();
      byte[] answer = stream.readAll(payload.capacity());
      require(ByteBuffer.wrap(answer).equals(payload), "another answer came than was sent");
    };
  }

  /// [Jobs#confirmedUploads].
  static Waiting uploads(Jobs jobs) {
    return session -> {
      for (int i = 0; i < Jobs.STREAMS; i++) upload(session, jobs, Jobs.MEBIBYTE);
      confirm(session, (long) Jobs.STREAMS * Jobs.MEBIBYTE);
    };
  }

  /// [Jobs#confirmedMany], each stream by a thread of its own.
  static Waiting many(Jobs jobs) {
    return session -> {
      Callable<Void> one =
          () -> {
            upload(session, jobs, Jobs.CHUNK);
            return null;
          };
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < Jobs.MANY; i++) all.add(threads.submit(one));
        for (Future<Void> each : all) each.get();
      }
      confirm(session, (long) Jobs.MANY * Jobs.CHUNK);
    };
  }

  private static void upload(Session session, Jobs jobs, int bytes)
      throws IOException, InterruptedException {
    SendStream stream = session.openUnidirectional();
    for (int i = 0; i < bytes; i += Jobs.CHUNK) stream.write(jobs.content(Jobs.CHUNK));
    stream.finish();
  }

  private static void confirm(Session session, long bytes)
      throws IOException, InterruptedException {
    String confirmed = new String(session.acceptUnidirectional().readAll(100), US_ASCII);
    require(confirmed.equals(Long.toString(bytes)), "not all bytes came to the server");
  }

  /// [Jobs#downloads].
  static Waiting downloads() {
    return session -> {
      byte[] command = Integer.toString(Jobs.MEBIBYTE).getBytes(US_ASCII);
      ByteBuffer into = ByteBuffer.allocate(Jobs.CHUNK);
      for (int i = 0; i < Jobs.STREAMS; i++) {
        BidirectionalStream stream = session.openBidirectional();
        stream.write(ByteBuffer.wrap(command));
        stream.finish();
        long came = 0;
        for (int read; (read = stream.read(into.clear())) >= 0; ) came += read;
        require(came == Jobs.MEBIBYTE, "not all bytes came");
      }
    };
  }

  private static void require(boolean right, String otherwise) throws IOException {
    if (!right) throw new IOException(otherwise);
  }
}
