package labs.transport.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.lab.Profile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import peers.Peer;
import transport.BidirectionalStream;
import transport.SendStream;
import transport.Session;
import transport.TransportServer;
import transport.WebTransportClient;
import transport.WebTransportServer;
import transport.bench.Counts;
import transport.quic.Identity;
import transport.quic.SelfSigned;
import transport.quic.Trust;
import transport.quic.quiche.QuicheEngine;

/// What others made, against what we made. One that takes minutes to build is skipped where nobody
/// has built it.
@Waiting
class TransportPeerTest {
  private static final List<String> OF_EACH_KIND =
      List.of("handshake", "request-64", "upload-told", "datagrams-told");

  @TempDir private Path folder;
  private Identity identity;

  @BeforeEach
  void makeIdentity() throws Exception {
    Instant now = Instant.now();
    identity =
        SelfSigned.write(folder, SelfSigned.Key.ECDSA_P256, now, Duration.ofDays(1)).identity();
  }

  static Stream<TransportPeer> peers() {
    return TransportPeer.ALL.stream();
  }

  private static List<String> cycles(TransportPeer peer) {
    return TransportPeer.CYCLES.stream()
        .filter(peer::finishes)
        .filter(cycle -> !peer.isSlowAt(cycle))
        .toList();
  }

  private static void skipWhereAbsent(TransportPeer peer) {
    String absence = peer.absence(Profile.TEST).orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
  }

  /// Each cycle of each client on our routes, and what arrived of it.
  @ParameterizedTest
  @MethodSource("peers")
  void aClientGoesThroughEveryCycleOnOurServer(TransportPeer peer) throws Exception {
    skipWhereAbsent(peer);
    Optional<Pattern> refusal = peer.knownFault(InteropCase.BIDIRECTIONAL_RECEIVE, true);
    Counts counts = new Counts();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (WebTransportServer server = WebTransportServer.open(new QuicheEngine(), any, identity)) {
      TransportServer.addRoutes(server, counts);
      for (String cycle : cycles(peer)) {
        if (refusal.isPresent()) {
          IOException refused =
              assertThrows(IOException.class, () -> peer.run(cycle, server.address(), 0, 1));
          assertTrue(refusal.get().matcher(refused.getMessage()).find(), refused::getMessage);
          break;
        }
        TransportPeer.Cycles seen = peer.run(cycle, server.address(), 0, 1);
        assertTrue(seen.many() > 0, cycle);
        assertTrue(seen.elapsedNs() <= seen.outsideNs(), cycle);
        assertTrue(seen.cpuNs() > 0, cycle);
      }
    }
  }

  /// A client goes through cycles of each kind on a server of its own, as the labs let it; through
  /// all of them if no other server answers it and it is not slow.
  @ParameterizedTest
  @MethodSource("peers")
  void aClientGoesThroughCyclesOnItsOwnServer(TransportPeer peer) throws Exception {
    skipWhereAbsent(peer);
    boolean isAlone = peer.knownFault(InteropCase.BIDIRECTIONAL_RECEIVE, true).isPresent();
    try (Peer.Server server = peer.serve(identity)) {
      for (String cycle : cycles(peer)) {
        if ((!isAlone || peer.isSlowAt("streams")) && !OF_EACH_KIND.contains(cycle)) continue;
        try {
          assertTrue(peer.run(cycle, server.address(), 0, 1).many() > 0, cycle);
        } catch (IOException e) {
          boolean gaveUp = isAlone && e.getMessage().contains("stream was aborted");
          Assumptions.assumeFalse(gaveUp, peer.name() + " gives up its own stream when it is slow");
          throw e;
        }
      }
    }
  }

  /// Our client on each server's routes.
  @ParameterizedTest
  @MethodSource("peers")
  void ourClientIsAnsweredByEveryRoute(TransportPeer peer) throws Exception {
    skipWhereAbsent(peer);
    boolean isAlone = peer.knownFault(InteropCase.BIDIRECTIONAL_RECEIVE, false).isPresent();
    Assumptions.assumeFalse(isAlone, peer.name() + " answers nobody but itself");
    try (Peer.Server server = peer.serve(identity);
        WebTransportClient client = WebTransportClient.open(new QuicheEngine())) {
      String base = "https://127.0.0.1:" + server.address().getPort();
      assertEquals("ping", ask(client, base + "/latency", "ping"));
      assertEquals("ping", ask(client, base + "/echo", "ping"));
      assertEquals("4", ask(client, base + "/sink", "ping"));
      assertEquals("", ask(client, base + "/discard", "ping"));
      assertEquals("6", sinkOneWay(client, base + "/sink?streams=2"));
      TransportPeer.Counted counted = peer.counted(server.address());
      assertEquals(6, counted.streams());
      assertEquals(4 * 4 + 6, counted.streamBytes());
      assertEquals(123_456, ask(client, base + "/produce", "123456").length());
      assertEquals(1 << 20, ask(client, base + "/duplex", "ping").length());
    }
  }

  private static String ask(WebTransportClient client, String uri, String text) throws Exception {
    try (Session session = client.connect(URI.create(uri), new Trust.AnyoneForTests())) {
      BidirectionalStream stream = session.openBidirectional();
      stream.write(UTF_8.encode(text));
      stream.finish();
      return new String(stream.readAll(1 << 21), UTF_8);
    }
  }

  private static String sinkOneWay(WebTransportClient client, String uri) throws Exception {
    try (Session session = client.connect(URI.create(uri), new Trust.AnyoneForTests())) {
      for (String text : List.of("one", "two")) {
        SendStream stream = session.openUnidirectional();
        stream.write(UTF_8.encode(text));
        stream.finish();
      }
      return new String(session.acceptUnidirectional().readAll(10), UTF_8);
    }
  }
}
