package transport.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static transport.http3.ErrorCode.*;
import static transport.http3.Settings.*;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import transport.http3.Capsule;
import transport.http3.Field;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Qpack;

/// What a client makes of its server's settings and answers, good and bad.
class BadServerTest {
  private final Told told = new Told();

  private Raw server(String... protocols) {
    return Raw.server(Limits.DEFAULT, told, protocols);
  }

  /// A server that speaks WebTransport, which the client has asked for a session.
  private Raw asked(String... protocols) {
    Raw raw = server(protocols);
    raw.control(ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1, WT_MAX_SESSIONS_07, 1);
    assertFalse(raw.heard(0).isEmpty());
    return raw;
  }

  private static List<Field> status(String status, Field... more) {
    List<Field> fields = new ArrayList<>(List.of(new Field(":status", status)));
    fields.addAll(List.of(more));
    return fields;
  }

  private static void closedWith(long code, Raw raw) {
    assertEquals(Long.toHexString(code), Long.toHexString(raw.closing.code()));
  }

  private void ended(SessionEnd.By by, long code) {
    assertEquals(by, told.end.by(), told.end.reason());
    assertEquals(Long.toHexString(code), Long.toHexString(told.end.code()));
  }

  @ParameterizedTest
  @CsvSource({
    "2b603742, 1, webtransport, true", // drafts 02 to 06
    "c671706a, 1, webtransport, false", // 07 to 12
    "14e9cd29, 4, webtransport, false", // 13 and 14
    "2c7cf000, 1, webtransport-h3, false", // since 15
  })
  void theSettingsOfEachDraftLeadToItsRequest(
      String setting, long value, String token, boolean draft02) throws Exception {
    Raw raw = server();
    raw.control(ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1, Long.parseLong(setting, 16), value);
    ByteBuffer frame = Raw.hex(raw.heard(0));
    assertEquals(FrameType.HEADERS, frame.get());
    frame.position(frame.get(1) < 0x40 ? 2 : 3);
    List<Field> request = Qpack.decode(frame, 1_000);
    assertEquals(token, value(request, ":protocol"));
    assertEquals("/a", value(request, ":path"));
    assertEquals(draft02, request.contains(new Field("sec-webtransport-http3-draft02", "1")));
  }

  private static String value(List<Field> fields, String name) {
    return fields.stream().filter(each -> each.name().equals(name)).findFirst().get().value();
  }

  @Test
  void aServerWithoutWebTransportIsLeft() {
    long[][] lacking = {
      {},
      {ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1},
      {ENABLE_CONNECT_PROTOCOL, 1, WT_ENABLED, 1},
      {H3_DATAGRAM, 1, WT_ENABLED, 1},
    };
    for (long[] settings : lacking) {
      Raw raw = server();
      raw.control(settings);
      closedWith(WT_REQUIREMENTS_NOT_MET, raw);
      assertEquals(SessionEnd.By.FAILURE, told.end.by());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00 04 05 ac 7c f0 00 02, 109, WebTransport of a version that is none",
    "00 04 00, 212c0d48, no settings",
    "01 00, 108, a push",
    "03 40, 202, an instruction cut short is none"
  })
  void aStreamOfTheServersThatBreaksTheProtocolClosesTheConnection(
      String bytes, String code, String what) {
    Raw raw = server();
    raw.send(false, false, Raw.hex(bytes));
    if (code.equals("202")) {
      assertNull(raw.closing); // the cancellation of stream 0, which may come
    } else {
      closedWith(Long.parseLong(code, 16), raw);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0d 01 00, 105, MAX_PUSH_ID by a server",
    "07 01 02, 108, GOAWAY that names no request",
    "07 01 00 07 01 04, 108, GOAWAY that rises",
  })
  void aFrameOfTheServersThatBreaksTheProtocolClosesTheConnection(
      String bytes, String code, String what) {
    Raw raw = server();
    long control = raw.control(ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1, WT_ENABLED, 1);
    raw.more(control, false, Raw.hex(bytes));
    closedWith(Long.parseLong(code, 16), raw);
  }

  @ParameterizedTest
  @CsvSource({
    "01 00, 103, a request by a server",
    "40 41 01, 108, a session on a server's stream",
  })
  void aBidirectionalStreamOfTheServersCarriesASession(String bytes, String code, String what) {
    Raw raw = asked();
    raw.send(true, false, Raw.hex(bytes));
    closedWith(Long.parseLong(code, 16), raw);
  }

  @Test
  void aPromiseOfAPushClosesTheConnection() {
    Raw raw = asked();
    raw.more(0, false, Raw.hex("05 01 00"));
    closedWith(H3_ID_ERROR, raw);
  }

  @ParameterizedTest
  @CsvSource({"''", "20", "0200", "abc"})
  void anAnswerWithoutAStatusIsMalformed(String status) {
    Raw raw = asked();
    raw.more(0, false, Raw.headers(status(status)));
    ended(SessionEnd.By.FAILURE, H3_MESSAGE_ERROR);
    assertEquals(List.of("end"), told.events);
    assertNull(raw.closing);
  }

  @Test
  void noAnswerIsMalformed() {
    Raw raw = asked();
    raw.more(0, true);
    ended(SessionEnd.By.FAILURE, H3_MESSAGE_ERROR);
  }

  @Test
  void aRequestThatIsResetIsNoSession() {
    Raw raw = asked();
    raw.quic.reset(0, H3_REQUEST_REJECTED);
    raw.loop.run();
    ended(SessionEnd.By.FAILURE, H3_REQUEST_REJECTED);
  }

  @Test
  void anInterimAnswerIsPassedOver() {
    Raw raw = asked();
    raw.more(0, false, Raw.headers(status("103", new Field("link", "a"))));
    raw.more(0, false, Raw.headers(status("100")));
    assertEquals(List.of(), told.events);
    raw.more(0, false, Raw.headers(status("204")));
    assertEquals(List.of("open"), told.events);
  }

  @ParameterizedTest
  @CsvSource({"301", "403", "404", "429", "500"})
  void aRefusalIsToldWithItsStatus(int status) {
    Raw raw = asked();
    raw.more(0, true, Raw.headers(status(Integer.toString(status))));
    ended(SessionEnd.By.REFUSAL, status);
    assertEquals(List.of("end"), told.events);
  }

  @Test
  void aSubProtocolThatWasNotOfferedEndsTheSession() {
    Raw raw = asked("one", "two");
    raw.more(0, false, Raw.headers(status("200", new Field("wt-protocol", "\"three\""))));
    ended(SessionEnd.By.FAILURE, WT_ALPN_ERROR);
    assertEquals(
        List.of("reset 0 817b3dd", "stop 0 817b3dd"), raw.events.stream().sorted().toList());
  }

  @Test
  void aSubProtocolFieldOfAnotherTypeIsIgnored() {
    Raw raw = asked("one", "two");
    raw.more(0, false, Raw.headers(status("200", new Field("wt-protocol", "two"))));
    assertEquals(Optional.empty(), told.session.protocol());
  }

  @Test
  void streamsAndDatagramsBeforeTheAnswerWaitForIt() {
    Raw raw = asked();
    long uni = raw.send(false, true, Raw.hex("40 54 00 61"));
    long both = raw.send(true, true, Raw.hex("40 41 00 62"));
    raw.quic.sendDatagram(Raw.hex("00 63"));
    raw.loop.run();
    assertEquals(List.of(), told.events);
    raw.more(0, false, Raw.headers(status("200")));
    assertEquals(List.of("open", "datagram c"), told.events);
    assertEquals("%s:a. %s:b.".formatted(uni, both), told.read());
  }

  @Test
  void whatWaitedForASessionThatIsRefusedIsDropped() {
    Raw raw = asked();
    long uni = raw.send(false, false, Raw.hex("40 54 00 61"));
    raw.more(0, true, Raw.headers(status("404")));
    assertEquals(
        List.of("stop %s %x".formatted(uni, WT_SESSION_GONE)),
        raw.events.stream().filter(each -> each.startsWith("stop " + uni)).toList());
  }

  @Test
  void aServerThatGoesAwayRefusesWhatItHasNotTaken() {
    Raw raw = server();
    long control = raw.control(ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1, WT_ENABLED, 1);
    raw.more(control, false, Frames.frame(FrameType.GOAWAY, 0));
    ended(SessionEnd.By.REFUSAL, H3_REQUEST_REJECTED);
  }

  @Test
  void aServerThatGoesAwayLetsSessionsComeToTheirEnd() {
    Raw raw = server();
    long control = raw.control(ENABLE_CONNECT_PROTOCOL, 1, H3_DATAGRAM, 1, WT_ENABLED, 1);
    raw.more(0, false, Raw.headers(status("200")));
    raw.more(control, false, Frames.frame(FrameType.GOAWAY, 4));
    assertEquals(List.of("open", "drain"), told.events);
    told.session.close(0, "");
    raw.loop.run();
    ByteBuffer close = Raw.capsule(new Capsule.Close(0, ""));
    assertTrue(raw.heard(0).endsWith(HexFormat.of().formatHex(close.array()) + "."));
  }
}
