package transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.Server;
import transport.bench.BenchRoutes;
import transport.bench.Counts;
import transport.quic.Engine;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.quic.SelfSigned;
import transport.session.Limits;

/// The benchmark's server as a program: [BenchRoutes] over WebTransport. It prints
/// `listening on <host>:<port>` once it serves, the digest of its certificate on standard error,
/// and ends on SIGTERM, when its sessions are closed.
///
/// Exit status: 2 for wrong arguments, 3 when something that it needs is missing or taken; each
/// with a sentence on standard error.
@Command(
    name = "./jbang serve transport --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Serves the routes of the transport benchmark over WebTransport.")
public final class TransportServer extends Server {
  /// The port of the document's benchmark.
  public static final int PORT = 4433;

  private static final QuicSettings DEFAULTS = QuicSettings.of(WebTransportServer.ALPN);

  /// Browsers grant a certificate that they know by its digest two weeks. It begins an hour ago,
  /// for clocks differ, and is made anew on the last of its days.
  private static final Duration LIFE = SelfSigned.LONGEST_FOR_BROWSERS.minusHours(1);

  private static final Duration EARLIER = Duration.ofHours(1);
  private static final Duration LEAST_LEFT = Duration.ofDays(1);

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      required = true,
      description = "where certificate.pem and key.pem are; they are made if absent")
  private Path data;

  @Option(names = "--engine", description = "quiche or netty (default: ${DEFAULT-VALUE})")
  private String engine = TransportLaunch.ENGINES.getFirst();

  @Option(
      names = "--key",
      description =
          "of a certificate that is made: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private SelfSigned.Key key = SelfSigned.Key.ECDSA_P256;

  @Option(
      names = "--udp-payload",
      paramLabel = "BYTES",
      description = "the largest that is sent (default: ${DEFAULT-VALUE})")
  private int udpPayloadBytes = DEFAULTS.udpPayloadBytes();

  @Option(
      names = "--congestion",
      paramLabel = "NAME",
      description = "reno, cubic or bbr2_gcongestion (default: ${DEFAULT-VALUE})")
  private String congestion = DEFAULTS.congestionControl();

  @Option(names = "--no-segmentation", description = "one packet per call out (no GSO)")
  private boolean noSegmentation;

  @Option(names = "--no-coalescing", description = "one packet per call in (no GRO)")
  private boolean noCoalescing;

  @Option(
      names = "--sessions",
      description = "that one connection may carry (default: ${DEFAULT-VALUE})")
  private int sessions = Limits.DEFAULT.sessions();

  TransportServer() {
    super(PORT);
  }

  public static void main(String[] args) {
    new TransportServer().run(args);
  }

  @Override
  public Integer call() throws Exception {
    Engine carrier = engine();
    QuicSettings settings = settings();
    Limits limits = limits();
    InetSocketAddress address = new InetSocketAddress(host, port);
    Identity identity = identity();
    try (WebTransportServer server =
        WebTransportServer.open(carrier, address, identity, settings, limits)) {
      addRoutes(server, new Counts());
      String digest = Identity.sha256(certificate(identity));
      err().println("transport: " + carrier.name() + "; certificate SHA-256 " + digest);
      err()
          .println(
              "transport: a browser takes {serverCertificateHashes: [{algorithm: \"sha-256\","
                  + " value: Uint8Array.fromHex(\""
                  + digest
                  + "\")}]}");
      err().flush();
      return serve(server.address().getPort(), server);
    }
  }

  /// Adds the benchmark's routes to a server.
  public static void addRoutes(WebTransportServer server, Counts counts) {
    BenchRoutes.handlers(counts, () -> server.endpoint().statistics())
        .forEach((path, handler) -> server.route(path, Route.onLoop(limits -> handler.get())));
  }

  private Engine engine() {
    try {
      return TransportLaunch.engine(engine);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private QuicSettings settings() {
    try {
      return DEFAULTS
          .withUdpPayloadBytes(udpPayloadBytes)
          .withCongestionControl(congestion)
          .with(
              new QuicSettings.SocketOptions(
                  DEFAULTS.socket().bufferBytes(), !noSegmentation, !noCoalescing));
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private Limits limits() {
    try {
      return Limits.DEFAULT.withSessions(sessions);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  /// What the folder holds, if it is good for a day.
  private Identity identity() throws IOException {
    Identity kept = new Identity(data.resolve("certificate.pem"), data.resolve("key.pem"));
    Instant now = Instant.now();
    if (Files.exists(kept.certificates()) && Files.exists(kept.key())) {
      Instant end = certificate(kept).getNotAfter().toInstant();
      if (end.isAfter(now.plus(LEAST_LEFT))) return kept;
      err().printf("transport: the certificate ends %s and is made anew%n", end);
    }
    Files.createDirectories(data);
    return SelfSigned.write(data, key, now.minus(EARLIER), LIFE).identity();
  }

  private static X509Certificate certificate(Identity identity) throws IOException {
    try (var in = Files.newInputStream(identity.certificates())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(
          "%s must hold a certificate in PEM: %s"
              .formatted(identity.certificates(), e.getMessage()),
          e);
    }
  }
}
