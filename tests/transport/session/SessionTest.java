package transport.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.ErrorCode.H3_NO_ERROR;
import static transport.http3.ErrorCode.H3_REQUEST_REJECTED;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import transport.memory.Weather;

/// Both ends of the layer, joined in memory.
class SessionTest {
  private static final Limits LIMITS = Limits.DEFAULT;
  private static final String LONG = "0123456789".repeat(30);

  private Ends ends = new Ends(Weather.fair(), LIMITS);
  private Told server = ends.path("/a");

  private Told connect(Weather weather, Limits limits) {
    ends = new Ends(weather, limits);
    server = ends.path("/a");
    return ends.connect("/a");
  }

  @Test
  void aSessionIsEstablished() {
    Told client = ends.connect("/a?b=c");
    assertEquals(List.of("open"), client.events);
    assertEquals(List.of("open"), server.events);
    assertEquals("/a?b=c", server.session.request().path());
    assertEquals("memory", server.session.request().authority());
    assertEquals(Optional.empty(), client.session.protocol());
  }

  @Property(tries = 200)
  void streamsOfBothKindsAndEndsCarryTheirBytesInAnyPieces(@ForAll long seed) {
    Told client = connect(Weather.rough(seed), LIMITS);
    server.echoes = true;
    client.echoes = true;
    client.send(true, LONG);
    client.send(false, "uni");
    client.send(true, "");
    server.send(true, "of the server" + LONG);
    server.send(false, "");
    ends.loop.run();
    assertEquals("4:%s. 8:. 1:of the server%s. 7:.".formatted(LONG, LONG), client.read(4, 8, 1, 7));
    assertEquals(
        "4:%s. 6:uni. 8:. 1:of the server%s.".formatted(LONG, LONG), server.read(4, 6, 8, 1));
    assertEquals(3, ends.quic.streamsOpen(), "CONNECT, and each end's control stream, are open");
  }

  @Property(tries = 100)
  void aCloseDeliversTheStreamsThatWereFinished(@ForAll long seed) {
    Told client = connect(Weather.rough(seed), LIMITS);
    LoopStream whole = client.send(false, LONG.substring(0, 40));
    ends.loop.run();
    LoopStream open = client.open(false);
    open.write(UTF_8.encode("never ended"), false);
    ends.loop.run();
    client.session.close(7, "bye");
    assertEquals(new SessionEnd(SessionEnd.By.SELF, 7, "bye"), client.end);
    ends.loop.run();
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 7, "bye"), server.end);
    assertEquals(LONG.substring(0, 40) + ".", server.read(whole.id()).replaceAll("^\\d+:", ""));
    assertEquals(List.of("reset -1"), server.streams.get(open.id()).events);
    assertEquals(2, ends.quic.streamsOpen(), "each end's control stream is open");
  }

  @Test
  void whatAPeerWroteBeforeItClosedIsReadBehindTheEnd() {
    Told client = ends.connect("/a");
    server.deaf = true;
    LoopStream stream = client.send(false, "late");
    client.session.close(0, "");
    ends.loop.run();
    assertEquals("end", server.events.getLast());
    assertEquals(3, ends.quic.streamsOpen() - 1, "CONNECT stays open till all is read");
    server.deaf = false;
    server.streams.get(stream.id()).onReadable(server.streams.get(stream.id()).stream());
    ends.loop.run();
    assertEquals(stream.id() + ":late.", server.read());
    assertEquals(2, ends.quic.streamsOpen());
  }

  @Test
  void whatIsNotReadInTimeBehindTheEndIsBrokenOff() {
    Told client = ends.connect("/a");
    server.deaf = true;
    LoopStream stream = client.send(false, "late");
    client.session.close(0, "");
    ends.loop.run();
    ends.loop.advance(LIMITS.patience());
    assertEquals(List.of("reset -1"), server.streams.get(stream.id()).events);
    assertEquals(2, ends.quic.streamsOpen());
  }

  @Test
  void eitherEndMayCloseWithoutACapsule() {
    Told client = ends.connect("/a");
    ends.quic.write(0, ByteBuffer.allocate(0), true);
    ends.loop.run();
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 0, ""), server.end);
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 0, ""), client.end);
  }

  @Test
  void bothEndsMayCloseAtOnce() {
    Told client = ends.connect("/a");
    client.session.close(1, "a");
    server.session.close(2, "b");
    ends.loop.run();
    assertEquals(new SessionEnd(SessionEnd.By.SELF, 1, "a"), client.end);
    assertEquals(new SessionEnd(SessionEnd.By.SELF, 2, "b"), server.end);
    assertEquals(List.of("open", "end"), client.events);
    assertEquals(2, ends.quic.streamsOpen());
  }

  @Test
  void aReasonThatIsTooLongIsCutAtACharactersEnd() {
    Told client = ends.connect("/a");
    client.session.close(0xffff_ffffL, "é".repeat(600));
    ends.loop.run();
    assertEquals(0xffff_ffffL, server.end.code());
    assertEquals("é".repeat(512), server.end.reason());
  }

  @Test
  void aSessionThatIsOverOpensAndSendsNothing() {
    Told client = ends.connect("/a");
    LoopStream stream = client.open(true);
    client.session.close(0, "");
    assertNull(client.open(true));
    assertFalse(client.session.sendDatagram(UTF_8.encode("late")));
    assertEquals(-1, stream.write(UTF_8.encode("late"), false));
    assertEquals(0, stream.read(ByteBuffer.allocate(1)));
    assertEquals(List.of("stopped -1", "reset -1"), client.streams.get(stream.id()).events);
  }

  @Test
  void codesOfResetsAndStopsAreTheApplications() {
    Told client = ends.connect("/a");
    LoopStream reset = client.open(false);
    LoopStream both = client.open(true);
    ends.loop.run();
    reset.reset(0);
    both.stopSending(30);
    both.reset(0xffff_ffffL);
    ends.loop.run();
    assertEquals(List.of("reset 0"), server.streams.get(reset.id()).events);
    assertEquals(
        List.of("reset 4294967295", "stopped 30"),
        server.streams.get(both.id()).events.stream().sorted().toList());
    assertEquals(3, ends.quic.streamsOpen());
  }

  @Test
  void datagramsOfAnyLengthThatFitsArrive() {
    Told client = ends.connect("/a");
    int most = client.session.datagramBytesMax();
    assertEquals(1_199, most);
    assertTrue(client.session.sendDatagram(ByteBuffer.allocate(0)));
    assertTrue(client.session.sendDatagram(UTF_8.encode("x".repeat(most))));
    assertFalse(client.session.sendDatagram(ByteBuffer.allocate(most + 1)));
    ends.loop.run();
    assertEquals(List.of("open", "datagram ", "datagram " + "x".repeat(most)), server.events);
  }

  @Test
  void whatNobodyReadsHoldsTheWriterBack() {
    Told client = connect(Weather.rough(1), LIMITS);
    server.deaf = true;
    LoopStream stream = client.send(true, LONG);
    ends.loop.run();
    assertTrue(client.streams.get(stream.id()).rest() >= LONG.length() - 50);
    server.deaf = false;
    server.streams.get(stream.id()).onReadable(server.streams.get(stream.id()).stream());
    ends.loop.run();
    assertEquals(stream.id() + ":" + LONG + ".", server.read());
  }

  @Test
  void aSessionsBytesAndStreamsAreLimitedAndAllowedAsTheyAreRead() {
    Limits limits = LIMITS.with(new Limits.Flow(100, 2, 2));
    Told client = connect(Weather.fair(), limits);
    server.deaf = true;
    LoopStream stream = client.send(false, LONG);
    client.open(false);
    assertNull(client.open(false));
    ends.loop.run();
    assertEquals(LONG.length() - 100, client.streams.get(stream.id()).rest());
    server.deaf = false;
    server.streams.get(stream.id()).onReadable(server.streams.get(stream.id()).stream());
    ends.loop.run();
    assertEquals(LONG + ".", server.streams.get(stream.id()).toString());
    assertEquals("room", client.events.getLast());
    assertTrue(client.open(false) != null);
  }

  @Test
  void aStreamThatIsBrokenOffDoesNotEatTheSessionsCredit() {
    Limits limits = LIMITS.with(new Limits.Flow(100, 10, 10));
    Told client = connect(Weather.fair(), limits);
    server.deaf = true;
    LoopStream unread = client.open(false);
    assertEquals(100, unread.write(UTF_8.encode(LONG), false));
    ends.loop.run();
    unread.reset(1);
    ends.loop.run();
    server.deaf = false;
    server.streams.get(unread.id()).onReadable(server.streams.get(unread.id()).stream());
    LoopStream next = client.send(false, LONG.substring(0, 90));
    ends.loop.run();
    assertEquals(LONG.substring(0, 90) + ".", server.streams.get(next.id()).toString());
  }

  @Test
  void quicsLimitOfStreamsIsWaitedFor() {
    Told client = connect(Weather.fair().withStreams(2, 2), LIMITS);
    LoopStream first = client.open(false);
    assertNull(client.open(false));
    first.write(ByteBuffer.allocate(0), true);
    ends.loop.run();
    assertEquals(List.of("open", "room"), client.events);
    assertTrue(client.open(false) != null);
  }

  @Test
  void sessionsThatShareAConnectionKeepTheirStreamsAndDatagramsApart() {
    Told other = ends.path("/b");
    Told one = ends.connect("/a");
    Told two = ends.connect("/b");
    one.send(false, "one");
    two.send(false, "two");
    two.session.sendDatagram(UTF_8.encode("d"));
    ends.loop.run();
    assertEquals("6:one.", server.read());
    assertEquals("10:two.", other.read());
    assertEquals(List.of("open", "datagram d"), other.events);
    one.session.close(0, "");
    ends.loop.run();
    assertTrue(two.session.isOpen());
    assertEquals(List.of("open", "datagram d"), other.events);
  }

  @Test
  void aConnectionCarriesNoMoreSessionsThanAllowed() {
    ends = new Ends(Weather.fair(), LIMITS.withSessions(2), LIMITS.withSessions(1));
    ends.path("/a");
    Told one = ends.connect("/a");
    Told two = ends.connect("/a");
    Told three = ends.connect("/a");
    assertTrue(one.session.isOpen());
    assertEquals(H3_REQUEST_REJECTED, two.end.code());
    assertEquals(List.of("end"), two.events);
    assertEquals(List.of("end"), three.events);
  }

  @Test
  void theServerChoosesASubProtocol() {
    Told client = ends.connect("/a", "one", "tw\"o");
    assertEquals(List.of("one", "tw\"o"), server.session.request().protocols());
    assertEquals(Optional.of("tw\"o"), client.session.protocol());
    assertEquals(Optional.of("tw\"o"), server.session.protocol());
  }

  @Test
  void anEndMayAskForTheEnd() {
    Told client = ends.connect("/a");
    client.session.drain();
    client.session.drain();
    ends.loop.run();
    assertEquals(List.of("open", "drain"), server.events);
    client.send(false, "still");
    ends.loop.run();
    assertEquals("6:still.", server.read());
  }

  @Test
  void aServerThatGoesAwayTakesNoFurtherSessions() {
    Told client = ends.connect("/a");
    ends.server.drain();
    ends.loop.run();
    assertEquals(List.of("open", "drain"), client.events);
    Told late = ends.connect("/a");
    assertEquals(SessionEnd.By.REFUSAL, late.end.by());
    client.session.close(0, "");
    ends.loop.run();
    assertEquals(List.of("open", "end"), server.events);
  }

  @Test
  void aPeerThatVanishesEndsTheSession() {
    Told client = ends.connect("/a");
    LoopStream stream = client.open(true);
    ends.loop.run();
    ends.quic.vanish();
    ends.loop.run();
    assertEquals(SessionEnd.By.FAILURE, client.end.by());
    assertTrue(client.end.reason().startsWith("the peer was not heard for too long"));
    assertEquals(List.of("stopped -1", "reset -1"), client.streams.get(stream.id()).events);
    assertEquals("end", server.events.getLast());
  }

  @Test
  void aClosedConnectionClosesItsSessions() {
    Told client = ends.connect("/a");
    ends.server.close("the server ends");
    ends.loop.run();
    assertEquals("end", client.events.getLast());
    assertEquals(H3_NO_ERROR, ends.quic.closings().getFirst().code());
    assertEquals(new SessionEnd(SessionEnd.By.SELF, 0, "the server ends"), server.end);
  }

  @Test
  void aConnectionForOneSessionIsClosedWithIt() {
    Told client = ends.connect("/a");
    ends.client.closeWithLastSession();
    client.session.close(0, "");
    ends.loop.run();
    assertEquals(H3_NO_ERROR, ends.quic.closings().getFirst().code());
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 0, ""), server.end);
  }

  @Test
  void aPeerThatDoesNotEndItsSideIsNotWaitedForForever() {
    Told client = ends.connect("/a");
    ends.client.closeWithLastSession();
    server.deaf = true;
    client.send(false, "unread");
    client.session.close(0, "");
    ends.loop.run();
    assertEquals(List.of(), ends.quic.closings());
    ends.loop.advance(LIMITS.patience().plus(Duration.ofMillis(1)));
    assertEquals(1, ends.quic.closings().size());
  }
}
