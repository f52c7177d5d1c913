package transport.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.ErrorCode.*;
import static transport.http3.Settings.*;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import transport.http3.Capsule;
import transport.http3.Datagrams;
import transport.http3.Field;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.memory.Weather;

/// What a peer must not do, and the code that each of it gets.
class BadInputTest {
  private final Told told = new Told();

  private Raw client(Limits limits) {
    return Raw.client(
        Weather.fair(),
        limits,
        new Router() {
          @Override
          public Answer answer(SessionRequest request) {
            return has(request.resource())
                ? new Answer.Accept(told, Optional.empty())
                : new Answer.Refuse(404);
          }

          @Override
          public boolean has(String resource) {
            return resource.equals("/a");
          }
        });
  }

  /// A client whose settings are as they should be.
  private Raw client() {
    Raw raw = client(Limits.DEFAULT);
    raw.control(H3_DATAGRAM, 1, WT_DRAFT_02, 1);
    return raw;
  }

  /// A client with a session.
  private Raw session() {
    Raw raw = client();
    assertEquals(0, raw.send(true, false, Raw.headers(Raw.CONNECT)));
    assertEquals(List.of("open"), told.events);
    return raw;
  }

  private static void closedWith(long code, Raw raw) {
    assertNotNull(raw.closing, "the connection is open");
    assertEquals(Long.toHexString(code), Long.toHexString(raw.closing.code()));
  }

  private static void brokenOffWith(long code, Raw raw, long stream) {
    assertNull(raw.closing);
    assertTrue(
        raw.events.contains("reset %s %x".formatted(stream, code)),
        () -> "a reset with %x is not among %s".formatted(code, raw.events));
  }

  @ParameterizedTest
  @CsvSource({
    "00 07 01 00, 10a, control begins with GOAWAY",
    "00 04 02 33 01 04 00, 105, SETTINGS twice",
    "00 04 04 33 01 33 01, 109, a setting twice",
    "00 04 02 33 02, 109, a switch that is 2",
    "00 04 02 03 01, 109, a setting of HTTP/2",
    "00 04 01 33, 106, SETTINGS cut short",
    "00 04 02 33 40, 106, a setting's value cut short",
    "00 04 a0 00 00 00, 107, SETTINGS of 512 MiB",
    "00 04 00 00 00, 105, DATA on control",
    "00 04 00 01 00, 105, HEADERS on control",
    "00 04 00 05 00, 105, PUSH_PROMISE on control",
    "00 04 00 02 00, 105, a frame of HTTP/2",
    "00 04 00 40 41, 106, WT_STREAM on control",
    "00 04 00 07 00, 106, GOAWAY without its number",
    "00 04 00 07 02 00 00, 106, GOAWAY with two numbers",
    "00 04 00 07 01 00 07 01 01, 108, GOAWAY that rises",
    "00 04 00 0d 01 02 0d 01 01, 108, MAX_PUSH_ID that falls",
    "00 04 00 03 01 00, 108, CANCEL_PUSH of what was never promised",
    "01 00, 103, a push by a client",
    "02 3f, 201, an entry for a table of capacity 0",
    "03 80, 202, a section acknowledged that had no entries",
    "40 54 01, 108, a session on a server's stream",
    "40 54 02, 108, a session on a unidirectional stream",
  })
  void aUnidirectionalStreamThatBreaksTheProtocolClosesTheConnection(
      String bytes, String code, String what) {
    Raw raw = client(Limits.DEFAULT);
    raw.send(false, false, Raw.hex(bytes));
    closedWith(Long.parseLong(code, 16), raw);
  }

  @ParameterizedTest
  @CsvSource({
    "00 00, 105, DATA before HEADERS",
    "04 00, 105, SETTINGS on a request",
    "07 01 00, 105, GOAWAY on a request",
    "05 01 00, 105, PUSH_PROMISE by a client",
    "06 00, 105, a frame of HTTP/2",
    "21 00 40 41 00, 106, WT_STREAM behind another frame",
    "01 03 00 00 80, 200, a field of the dynamic table",
    "01 03 02 00 c0, 200, a section that needs entries",
    "01 03 00 00 ff, 200, an index cut short",
    "01 04 00 00 ff 7f, 200, an index past the static table",
    "01 05 00 00 27 ff ff, 200, a name cut short",
    "01 80 01 00 00, 107, HEADERS of 64 KiB",
    "40 41 02, 108, a session on a unidirectional stream",
  })
  void aBidirectionalStreamThatBreaksTheProtocolClosesTheConnection(
      String bytes, String code, String what) {
    Raw raw = client();
    raw.send(true, false, Raw.hex(bytes));
    closedWith(Long.parseLong(code, 16), raw);
  }

  @Test
  void aFrameCutByTheEndOfItsStreamClosesTheConnection() {
    Raw raw = client();
    raw.send(true, true, Raw.hex("01 05 00"));
    closedWith(H3_FRAME_ERROR, raw);
  }

  @Test
  void twoControlStreamsCloseTheConnection() {
    Raw raw = client();
    raw.control();
    closedWith(H3_STREAM_CREATION_ERROR, raw);
  }

  @ParameterizedTest
  @CsvSource({"00 04 00", "02", "03"})
  void aCriticalStreamThatEndsClosesTheConnection(String bytes) {
    Raw ended = client(Limits.DEFAULT);
    ended.send(false, true, Raw.hex(bytes));
    closedWith(H3_CLOSED_CRITICAL_STREAM, ended);
    Raw reset = client(Limits.DEFAULT);
    long stream = reset.send(false, false, Raw.hex(bytes));
    reset.quic.reset(stream, 7);
    reset.loop.run();
    closedWith(H3_CLOSED_CRITICAL_STREAM, reset);
  }

  @Test
  void aCriticalStreamThatIsStoppedClosesTheConnection() {
    Raw raw = client();
    raw.quic.stopSending(3, 7);
    raw.loop.run();
    closedWith(H3_CLOSED_CRITICAL_STREAM, raw);
  }

  @ParameterizedTest
  @CsvSource({"''", "40", "ff ff ff ff ff ff ff ff"})
  void aDatagramWithoutItsStreamClosesTheConnection(String bytes) {
    Raw raw = client();
    raw.quic.sendDatagram(Raw.hex(bytes));
    raw.loop.run();
    closedWith(H3_DATAGRAM_ERROR, raw);
  }

  private static List<Field> without(String name) {
    return Raw.CONNECT.stream().filter(field -> !field.name().equals(name)).toList();
  }

  private static List<Field> with(String name, String value) {
    List<Field> fields = new ArrayList<>(without(name));
    fields.add(name.startsWith(":") ? 0 : fields.size(), new Field(name, value));
    return fields;
  }

  @Test
  void aMalformedRequestIsBrokenOffAlone() {
    List<List<Field>> malformed =
        List.of(
            without(":method"),
            without(":scheme"),
            without(":path"),
            without(":authority"),
            with(":method", "GET"),
            with(":status", "200"),
            with("Upper", "1"),
            with("connection", "close"),
            with("a", "b\nc"),
            with("", "1"));
    Raw raw = client();
    for (List<Field> fields : malformed) {
      long stream = raw.send(true, false, Raw.headers(fields));
      brokenOffWith(H3_MESSAGE_ERROR, raw, stream);
    }
    assertEquals(List.of(), told.events);
    raw.send(true, false, Raw.headers(Raw.CONNECT));
    assertEquals(List.of("open"), told.events);
  }

  @ParameterizedTest
  @CsvSource({
    ":path, /b, 404",
    ":protocol, other, 501",
    ":scheme, http, 400",
    ":path, a, 400",
  })
  void aRequestThatCannotBeServedIsAnsweredWithItsStatus(String name, String value, int status) {
    Raw raw = client();
    long stream = raw.send(true, false, Raw.headers(with(name, value)));
    assertEquals(answer(status), raw.heard(stream));
    assertNull(raw.closing);
  }

  private static String answer(int status) {
    ByteBuffer head = Raw.headers(List.of(new Field(":status", Integer.toString(status))));
    return java.util.HexFormat.of().formatHex(head.array()) + ".";
  }

  @Test
  void aPlainRequestForARouteIsAnsweredWith405AndForNoneWith404() {
    Raw raw = client();
    List<Field> get =
        List.of(
            new Field(":method", "GET"),
            new Field(":scheme", "https"),
            new Field(":authority", "memory"),
            new Field(":path", "/a"));
    assertEquals(answer(405), raw.heard(raw.send(true, true, Raw.headers(get))));
    List<Field> other = new ArrayList<>(get);
    other.set(3, new Field(":path", "/b?/a"));
    assertEquals(answer(404), raw.heard(raw.send(true, true, Raw.headers(other))));
  }

  @Test
  void anEmptyRequestIsIncomplete() {
    Raw raw = client();
    long nothing = raw.send(true, true);
    brokenOffWith(H3_REQUEST_INCOMPLETE, raw, nothing);
    long grease = raw.send(true, true, Raw.hex("21 00"));
    brokenOffWith(H3_REQUEST_INCOMPLETE, raw, grease);
    long half = raw.send(true, true, Raw.hex("40"));
    brokenOffWith(H3_REQUEST_INCOMPLETE, raw, half);
    long sessionless = raw.send(true, true, Raw.hex("40 41"));
    brokenOffWith(H3_REQUEST_INCOMPLETE, raw, sessionless);
  }

  @Test
  void aRequestOfAClientWithoutDatagramsIsMalformed() {
    Raw raw = client(Limits.DEFAULT);
    raw.control(WT_DRAFT_02, 1);
    long stream = raw.send(true, false, Raw.headers(Raw.CONNECT));
    brokenOffWith(H3_MESSAGE_ERROR, raw, stream);
  }

  @Test
  void aRequestWaitsForTheSettings() {
    Raw raw = client(Limits.DEFAULT);
    long stream = raw.send(true, false, Raw.headers(Raw.CONNECT));
    long away = raw.send(true, false, Raw.headers(Raw.CONNECT));
    raw.quic.reset(away, 9);
    raw.loop.run();
    assertEquals(List.of(), told.events);
    raw.control(H3_DATAGRAM, 1);
    assertEquals(List.of("open"), told.events);
    assertEquals(stream, told.session.id());
    assertEquals(List.of("reset 4 " + Long.toHexString(H3_REQUEST_CANCELLED)), raw.events);
  }

  @Test
  void aFieldSectionThatIsTooLargeIsRefusedAlone() {
    Raw raw = client(Limits.DEFAULT);
    raw.control(H3_DATAGRAM, 1);
    List<Field> fields = new ArrayList<>(Raw.CONNECT);
    for (int i = 0; i < 600; i++) fields.add(new Field("a", "b"));
    long stream = raw.send(true, false, Raw.headers(fields));
    brokenOffWith(H3_EXCESSIVE_LOAD, raw, stream);
  }

  @Test
  void requestsWithoutAHeadAreRejectedBeyondABound() {
    Raw raw = client(Limits.DEFAULT.withEarly(3, 0));
    raw.control(H3_DATAGRAM, 1);
    for (int i = 0; i < 3; i++) raw.send(true, false, Raw.hex("01 20"));
    assertEquals(List.of(), raw.events);
    long more = raw.send(true, false, Raw.hex("01 20"));
    brokenOffWith(H3_REQUEST_REJECTED, raw, more);
    raw.quic.reset(0, 1);
    raw.loop.run();
    long again = raw.send(true, false, Raw.headers(Raw.CONNECT));
    assertEquals(again, told.session.id());
  }

  @Test
  void withoutFlowControlThereIsOneSession() {
    Raw raw = session();
    long second = raw.send(true, false, Raw.headers(Raw.CONNECT));
    brokenOffWith(H3_REQUEST_REJECTED, raw, second);
    assertEquals(List.of("open"), told.events);
  }

  @Test
  void unknownStreamTypesAreNotReadAndUnknownFramesSettingsAndCapsulesPassedOver() {
    Raw raw = client(Limits.DEFAULT);
    long unknown = raw.send(false, false, Raw.hex("21 00"));
    assertEquals(List.of("stop %s %x".formatted(unknown, H3_STREAM_CREATION_ERROR)), raw.events);
    raw.control(0x21, 7, H3_DATAGRAM, 1, 0x40, 1);
    ByteBuffer grease = Frames.frame(0x21, ByteBuffer.allocate(70_000));
    long stream = raw.send(true, false, grease, Raw.headers(Raw.CONNECT), grease);
    ByteBuffer capsule = Frames.frame(0x21, ByteBuffer.allocate(70_000));
    raw.more(stream, false, Frames.frame(FrameType.DATA, capsule));
    raw.more(stream, false, Raw.capsule(new Capsule.Drain()));
    assertEquals(List.of("open", "drain"), told.events);
    assertNull(raw.closing);
  }

  @Test
  void streamsAndDatagramsBeforeTheirSessionWaitForItUpToABound() {
    Raw raw = client(Limits.DEFAULT.withEarly(2, 2));
    raw.control(H3_DATAGRAM, 1);
    long connect = raw.quic.openStream(true);
    ByteBuffer head = Raw.hex("40 54 00");
    long one = raw.send(false, true, head, UTF_8.encode("one"));
    long two = raw.send(true, true, Raw.hex("40 41 00"), UTF_8.encode("two"));
    long three = raw.send(false, false, head, UTF_8.encode("three"));
    for (String each : List.of("1", "2", "3")) {
      ByteBuffer datagram = ByteBuffer.allocate(2);
      Datagrams.putHead(datagram, 0);
      raw.quic.sendDatagram(datagram.put(UTF_8.encode(each)).flip());
    }
    raw.loop.run();
    assertEquals(List.of("stop %s %x".formatted(three, WT_BUFFERED_STREAM_REJECTED)), raw.events);
    assertEquals(List.of(), told.events);
    raw.more(connect, false, Raw.headers(Raw.CONNECT));
    assertEquals(List.of("open", "datagram 1", "datagram 2"), told.events);
    assertEquals("%s:one. %s:two.".formatted(one, two), told.read());
  }

  @Test
  void whatWaitsForASessionThatDoesNotComeIsDroppedWhenPatienceEnds() {
    Raw raw = client(Limits.DEFAULT.withEarly(1, 1));
    raw.control(H3_DATAGRAM, 1);
    long stream = raw.send(true, false, Raw.hex("40 41 30"), UTF_8.encode("early"));
    raw.loop.advance(Duration.ofSeconds(3));
    assertEquals(List.of(), raw.events);
    raw.loop.advance(Duration.ofSeconds(3));
    brokenOffWith(WT_BUFFERED_STREAM_REJECTED, raw, stream);
    long next = raw.send(true, false, Raw.hex("40 41 30"), UTF_8.encode("early"));
    assertEquals(2, raw.events.size());
    assertTrue(next > stream);
  }

  @Test
  void streamsAndDatagramsForASessionThatIsOverAreRefused() {
    Raw raw = session();
    raw.more(0, true, Raw.capsule(new Capsule.Close(7, "bye")));
    assertEquals(List.of("open", "end"), told.events);
    assertEquals(new SessionEnd(SessionEnd.By.PEER, 7, "bye"), told.end);
    long late = raw.send(true, false, Raw.hex("40 41 00"));
    brokenOffWith(WT_SESSION_GONE, raw, late);
    raw.quic.sendDatagram(Raw.hex("00 61"));
    raw.loop.run();
    assertEquals(List.of("open", "end"), told.events);
  }

  @ParameterizedTest
  @CsvSource({
    "00 05 68 43 02 00 01, 10e, a close without its code",
    "00 08 68 43 04 00 00 00 01 00, 10e, a byte behind the close",
    "00 08 68 43 05 00 00 00 01 ff, 10e, a reason that is no UTF-8",
    "00 06 68 43 80 00 04 05, 10e, a reason of 1025 bytes",
    "00 06 80 00 78 ae 01 00, 10e, a drain with content",
    "00 06 99 0b 4d 3e 01 00, 45d4487, a limit for a stream",
    "00 07 99 0b 4d 3d 02 00 00, 10e, a limit with a byte too many",
    "00 05 99 0b 4d 3d 00, 10e, a limit without its number",
    "00 0d 99 0b 4d 3f 08 d0 00 00 00 00 00 00 01, 45d4487, 2^60 + 1 streams",
  })
  void aMalformedCapsuleEndsItsSessionAlone(String bytes, String code, String what) {
    Raw raw = session();
    raw.more(0, false, Raw.hex(bytes));
    brokenOffWith(Long.parseLong(code, 16), raw, 0);
    assertEquals("end", told.events.getLast());
  }

  @Test
  void aCapsuleCutByTheEndOfTheStreamEndsTheSession() {
    Raw raw = session();
    raw.more(0, true, Raw.hex("00 03 68 43 04"));
    brokenOffWith(H3_MESSAGE_ERROR, raw, 0);
    assertEquals(SessionEnd.By.FAILURE, told.end.by());
  }

  @Test
  void headersOnASessionsStreamCloseTheConnection() {
    Raw raw = session();
    raw.more(0, false, Raw.headers(List.of(new Field("a", "b"))));
    closedWith(H3_FRAME_UNEXPECTED, raw);
    assertEquals(List.of("open", "end"), told.events);
    assertEquals(SessionEnd.By.FAILURE, told.end.by());
    assertEquals(H3_FRAME_UNEXPECTED, told.end.code());
  }

  /// A client that keeps to limits, with a session of ten bytes and one stream of each kind.
  private Raw limited() {
    Raw raw = client(Limits.DEFAULT.with(new Limits.Flow(10, 1, 1)));
    raw.control(H3_DATAGRAM, 1, WT_ENABLED, 1, WT_INITIAL_MAX_DATA, 100);
    raw.send(true, false, Raw.headers(Raw.CONNECT));
    return raw;
  }

  @Test
  void moreStreamsThanAllowedEndTheSession() {
    Raw raw = limited();
    raw.send(false, false, Raw.hex("40 54 00"));
    raw.send(true, false, Raw.hex("40 41 00"));
    assertEquals(List.of(), raw.events);
    raw.send(false, false, Raw.hex("40 54 00"));
    brokenOffWith(WT_FLOW_CONTROL_ERROR, raw, 0);
    assertEquals(SessionEnd.By.FAILURE, told.end.by());
  }

  @Test
  void moreBytesThanAllowedEndTheSession() {
    Raw raw = limited();
    raw.send(false, false, Raw.hex("40 54 00"), ByteBuffer.allocate(11));
    brokenOffWith(WT_FLOW_CONTROL_ERROR, raw, 0);
  }

  @Test
  void aLimitThatDoesNotRiseEndsTheSession() {
    Raw raw = limited();
    raw.more(0, false, Raw.capsule(new Capsule.MaxData(101)));
    assertEquals(List.of(), raw.events);
    raw.more(0, false, Raw.capsule(new Capsule.MaxData(101)));
    brokenOffWith(WT_FLOW_CONTROL_ERROR, raw, 0);
    Raw other = limited();
    other.more(0, false, Raw.capsule(new Capsule.MaxStreams(true, 0)));
    brokenOffWith(WT_FLOW_CONTROL_ERROR, other, 0);
  }

  @Test
  void whoNeverReadsTheSessionsStreamLosesTheConnection() {
    Raw raw = session();
    raw.deaf = true;
    for (int i = 0; i < 1_000_000 && raw.closing == null; i++) {
      told.session.drain();
      if (i % 10_000 == 0) raw.loop.run();
    }
    closedWith(H3_EXCESSIVE_LOAD, raw);
  }
}
