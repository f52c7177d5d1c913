package labs.transport.peer.flupke;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import tech.kwik.core.log.NullLogger;
import tech.kwik.core.server.ServerConnectionConfig;
import tech.kwik.core.server.ServerConnector;
import tech.kwik.flupke.webtransport.Session;
import tech.kwik.flupke.webtransport.WebTransportHttp3ApplicationProtocolFactory;

/// A server of sessions.
final class FlupkeServer {
  private static final char[] PASSWORD = "none".toCharArray();

  private FlupkeServer() {}

  /// HTTP/3 with WebTransport, with room on one-way streams: left alone they have 1,024 bytes each.
  private static final class Protocol extends WebTransportHttp3ApplicationProtocolFactory {
    Protocol() {
      super((_, _) -> {}, STREAMS, STREAMS); // a status here would be that of the session too
    }

    private static final int STREAMS = FlupkePeer.STREAMS_MAX;

    @Override
    public long maxUnidirectionalStreamReceiverBufferSize() {
      return FlupkePeer.WINDOW;
    }
  }

  /// Serves until the process ends.
  ///
  /// @param place host, port, certificate and key
  static void listen(List<String> place, List<String> paths, Consumer<Session> serve)
      throws Exception {
    Protocol protocol = new Protocol();
    for (String path : paths) protocol.registerWebTransportServer(path, serve);
    ServerConnectionConfig limits =
        ServerConnectionConfig.builder()
            .maxIdleTimeoutInSeconds((int) FlupkePeer.PATIENCE.toSeconds())
            .maxConnectionBufferSize(FlupkePeer.WINDOW)
            .maxUnidirectionalStreamBufferSize(FlupkePeer.WINDOW)
            .maxBidirectionalStreamBufferSize(FlupkePeer.WINDOW)
            .maxOpenPeerInitiatedUnidirectionalStreams(FlupkePeer.STREAMS_MAX)
            .maxOpenPeerInitiatedBidirectionalStreams(FlupkePeer.STREAMS_MAX)
            .retryRequired(ServerConnectionConfig.RetryRequired.Never)
            .build();
    InetSocketAddress address = new InetSocketAddress(place.get(0), Integer.parseInt(place.get(1)));
    ServerConnector server =
        ServerConnector.builder()
            .withSocket(new DatagramSocket(address))
            .withKeyStore(keys(Path.of(place.get(2)), Path.of(place.get(3))), "own", PASSWORD)
            .withConfiguration(limits)
            .withLogger(new NullLogger())
            .build();
    server.registerApplicationProtocol("h3", protocol);
    server.start();
    FlupkePeer.OUT.printf("listening on %s:%s%n", place.get(0), place.get(1));
    new CountDownLatch(1).await();
  }

  private static KeyStore keys(Path certificate, Path key)
      throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, PASSWORD);
    try (InputStream pem = Files.newInputStream(certificate)) {
      Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(pem);
      byte[] bytes =
          Base64.getMimeDecoder().decode(Files.readString(key, US_ASCII).replaceAll("-----.*", ""));
      KeyFactory factory = KeyFactory.getInstance(own.getPublicKey().getAlgorithm());
      keys.setKeyEntry(
          "own",
          factory.generatePrivate(new PKCS8EncodedKeySpec(bytes)),
          PASSWORD,
          new Certificate[] {own});
    }
    return keys;
  }
}
