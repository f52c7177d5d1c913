package labs.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import labs.transport.Transfer.End;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import transport.BidirectionalStream;
import transport.SendStream;
import transport.TransportServer;
import transport.WebTransportClient;
import transport.WebTransportServer;
import transport.bench.Counts;
import transport.memory.MemoryEngine;
import transport.memory.Weather;
import transport.quic.Identity;
import transport.quic.Trust;

@Timeout(60)
class JobsTest {
  /// Less than a stream carries, so that writes are refused.
  private static final int WINDOW_BYTES = 1 << 18;

  private static final Weather NARROW =
      new Weather(new Random(1), Integer.MAX_VALUE, WINDOW_BYTES, 10_000, 10_000, 10_000);

  private final Jobs jobs = new Jobs(7);
  private final MemoryEngine engine = new MemoryEngine(NARROW);
  private WebTransportServer server;
  private WebTransportClient client;

  @BeforeEach
  void open() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    Identity none = new Identity(Path.of("certificate"), Path.of("key"));
    server = WebTransportServer.open(engine, any, none);
    TransportServer.addRoutes(server, new Counts());
    client = WebTransportClient.open(engine);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    engine.close();
  }

  private void connect(Job job) throws Exception {
    URI uri = URI.create("https://localhost:" + server.address().getPort() + job.path());
    client.connect(uri, WebTransportClient.Options.of(new Trust.AnyoneForTests()), job);
  }

  private static String run(Job job) throws Exception {
    CompletableFuture<String> over = new CompletableFuture<>();
    job.opened().thenAccept(session -> session.execute(() -> job.run(over::complete)));
    return over.get(60, TimeUnit.SECONDS);
  }

  static Stream<Named<Function<Jobs, Job>>> all() {
    return Stream.of(
        Named.of("ready", Jobs::ready),
        Named.of("requests", jobs -> jobs.requests(1_024, 3)),
        Named.of("datagram", Jobs::datagram),
        Named.of("downloads", jobs -> jobs.downloads(End.WITH_THE_LAST_BYTES)),
        Named.of("half-open downloads", jobs -> jobs.downloads(End.NEVER)),
        Named.of("duplex", Jobs::duplex),
        Named.of("confirmed duplex", Jobs::confirmedDuplex),
        Named.of("uploads", Jobs::uploads),
        Named.of("confirmed uploads", Jobs::confirmedUploads),
        Named.of("many", Jobs::many),
        Named.of("confirmed many", Jobs::confirmedMany),
        Named.of("confirmed exchanges", Jobs::confirmedExchanges));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyJobIsDoneAgainAndAgainInOneSession(Function<Jobs, Job> made) throws Exception {
    Job job = made.apply(jobs);
    connect(job);
    for (int i = 0; i < 3; i++) assertEquals("", run(job));
  }

  @ParameterizedTest
  @CsvSource({
    "64, 1, other bytes came than must",
    "63, 0, the stream ended after 63 of 64 bytes",
    "65, 0, more came than 64 bytes"
  })
  void anAnswerThatIsNotWhatWasSentFailsTheJob(int bytes, int wrong, String why) throws Exception {
    server.route(
        "/latency",
        session -> {
          BidirectionalStream stream = session.acceptBidirectional();
          byte[] answer = Arrays.copyOf(stream.readAll(64), bytes);
          answer[bytes - 1] += (byte) wrong;
          stream.write(ByteBuffer.wrap(answer));
          stream.finish();
          session.closed().get();
        });
    Job job = jobs.requests(64, 1);
    connect(job);
    assertEquals(why, run(job));
  }

  @Test
  void aConfirmationOfFewerBytesFailsTheJob() throws Exception {
    server.route(
        "/sink",
        session -> {
          session.acceptUnidirectional().readAll(Jobs.MEBIBYTE);
          SendStream stream = session.openUnidirectional();
          stream.write(ByteBuffer.wrap(new byte[] {'1'}));
          stream.finish();
          session.closed().get();
        });
    Job job = jobs.confirmedUploads();
    connect(job);
    assertEquals("the stream ended after 1 of 8 bytes", run(job));
  }

  @Test
  void whatIsNotSentYetWhenTheAnswerIsThereStillComes() throws Exception {
    BlockingQueue<Integer> came = new LinkedBlockingQueue<>();
    server.route(
        "/duplex",
        session -> {
          while (true) {
            BidirectionalStream stream = session.acceptBidirectional();
            stream.write(ByteBuffer.allocate(Jobs.MEBIBYTE));
            stream.finish();
            came.add(stream.readAll(Jobs.MEBIBYTE).length);
          }
        });
    Job job = jobs.duplex();
    connect(job);
    assertEquals("", run(job));
    for (int i = 0; i < Jobs.STREAMS; i++) assertEquals(Jobs.MEBIBYTE, came.take());
  }

  @Test
  void aSessionThatEndsFailsTheJob() throws Exception {
    server.route("/latency", session -> session.acceptBidirectional());
    Job job = jobs.requests(64, 1);
    connect(job);
    String how = run(job);
    assertTrue(how.startsWith("the session is over") || how.startsWith("the server "), how);
  }
}
