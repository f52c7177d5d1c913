package sequencer.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RequestParserTest {
  private static final HttpLimits LIMITS =
      new HttpLimits(
          1,
          256,
          64,
          128,
          200,
          1,
          java.time.Duration.ofSeconds(1),
          java.time.Duration.ofSeconds(1));

  private static final String GET = "GET /a HTTP/1.1\r\nhost: x\r\n\r\n";
  private static final String POST =
      "POST /b?c=d HTTP/1.1\r\n"
          + "Host:x\r\n"
          + "Content-Type: application/json\r\n"
          + "CONTENT-LENGTH:\t5 \r\n\r\n"
          + "hello";
  private static final String CHUNKED =
      "POST /c HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n"
          + "3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nTrailer: t\r\n\r\n";
  private static final String EXPECTED =
      "GET /a '' keep; POST /b 'hello' keep json; POST /c 'hello' keep; GET /a '' keep";

  @Test
  void requestsAreReadOneAfterAnother() throws HttpError {
    assertEquals(EXPECTED, parse(List.of(GET + POST + CHUNKED + GET)));
  }

  @Test
  void itDoesNotMatterInWhatPiecesTheyArrive() throws HttpError {
    String all = GET + POST + CHUNKED + GET;
    for (int piece = 1; piece < 40; piece++) {
      assertEquals(EXPECTED, parse(pieces(all, piece)), "pieces of " + piece);
    }
  }

  @Test
  void aTargetMayNameTheHostAsAProxyIsAsked() throws HttpError {
    String rest = " HTTP/1.1\r\nhost: x\r\n\r\n";
    assertEquals(
        "GET /a '' keep; GET /a/b '' keep; GET / '' keep; GET / '' keep",
        parse(
            List.of(
                "GET http://x/a"
                    + rest
                    + "GET HTTP://x:80/a/b?c=/d"
                    + rest
                    + "GET http://x"
                    + rest
                    + "GET http://x?c=/d"
                    + rest)));
  }

  @Test
  void anEmptyLineBeforeARequestIsSkipped() throws HttpError {
    assertEquals("GET /a '' keep", parse(List.of("\r\n" + GET)));
  }

  @Test
  void theConnectionGoesOnAsVersionAndFieldSay() throws HttpError {
    assertEquals("GET / '' close", parse(List.of("GET / HTTP/1.0\r\n\r\n")));
    assertEquals(
        "GET / '' keep", parse(List.of("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")));
    assertEquals(
        "GET / '' close",
        parse(List.of("GET / HTTP/1.1\r\nhost: x\r\nconnection: foo, Close\r\n\r\n")));
  }

  @Test
  void anExpectationIsReportedOnceAndOnlyBeforeTheBodyHasCome() throws HttpError {
    RequestParser parser = new RequestParser(LIMITS, new LargeBodies(LIMITS.largeBytesMax()));
    Inbox inbox = new Inbox();
    HttpRequest request = new HttpRequest();
    add(inbox, "POST / HTTP/1.1\r\nhost: x\r\nexpect: 100-Continue\r\ncontent-length: 1\r\n\r\n");
    assertFalse(parser.parse(inbox, request));
    assertTrue(parser.takeExpectation());
    assertFalse(parser.takeExpectation());
    add(inbox, "x");
    assertTrue(parser.parse(inbox, request));
    assertFalse(parser.takeExpectation());
  }

  @Test
  void whatBreaksTheGrammarIsABadRequest() {
    assertRefused(400, "GET /a  HTTP/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, " GET /a HTTP/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, "GET HTTP/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, "GET /a\r\nhost: x\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1 \r\nhost: x\r\n\r\n");
    assertRefused(400, "GET /a\u0001 HTTP/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, "G\u00e9T /a HTTP/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, "get /a http/1.1\r\nhost: x\r\n\r\n");
    assertRefused(400, "\u0016\u0003\u0001 TLS\r\n\r\n\r\n");
    assertRefused(505, "GET /a HTTP/1.7\r\nhost: x\r\n\r\n");
    assertRefused(400, "GET /a HTTP/2.0\r\nhost: x\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\r\nno colon\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost : x\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\r\n folded: y\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\u0000\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\ny: z\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\rz\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\n\r\n");
    assertRefused(400, "GET /a HTTP/1.1\r\nhost: x\r\nhost: x\r\n\r\n");
    assertRefused(417, "GET /a HTTP/1.1\r\nhost: x\r\nexpect: a miracle\r\n\r\n");
  }

  /// Two readers that disagree about where a body ends are what request smuggling is made of.
  @Test
  void aBodyOfDoubtfulLengthIsRefused() {
    String head = "POST / HTTP/1.1\r\nhost: x\r\n";
    assertRefused(400, head + "content-length: 1\r\ncontent-length: 2\r\n\r\nab");
    assertRefused(400, head + "content-length: 1,1\r\n\r\na");
    assertRefused(400, head + "content-length: +1\r\n\r\na");
    assertRefused(400, head + "content-length: 0x1\r\n\r\na");
    assertRefused(400, head + "content-length:\r\n\r\na");
    assertRefused(400, head + "content-length: 1\r\ntransfer-encoding: chunked\r\n\r\na");
    assertRefused(400, "POST / HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n");
    assertRefused(501, head + "transfer-encoding: gzip, chunked\r\n\r\n");
    assertRefused(501, head + "transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n");
    String chunked = head + "transfer-encoding: chunked\r\n\r\n";
    assertRefused(400, chunked + "x\r\n");
    assertRefused(400, chunked + "-1\r\n\r\n");
    assertRefused(400, chunked + "\r\n");
    assertRefused(400, chunked + "1\nab");
    assertRefused(400, chunked + "1\r\nab\r\n0\r\n\r\n");
    assertRefused(400, chunked + "1" + " ".repeat(2000) + "\r\n");
    assertRefused(431, chunked + "0\r\n" + "a: b\r\n".repeat(200) + "\r\n");
  }

  @Test
  void aRequestThatIsTooLongIsRefusedAsSoonAsThatIsKnown() {
    assertRefused(431, "GET /" + "a".repeat(300));
    assertRefused(413, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 65\r\n\r\n");
    assertRefused(
        413, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999999999999999\r\n\r\n");
    String chunked = "POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    assertRefused(413, chunked + "41\r\n");
    assertRefused(413, chunked + "fffffffffffffffff\r\n");
    assertRefused(413, chunked + ("40\r\n" + "a".repeat(64) + "\r\n").repeat(2));
    assertRefused(413, chunked + "1;xxxxxxxxxxxxxxxxxxxxxxxx\r\na\r\n".repeat(64));
  }

  @Property(tries = 500)
  void anyBytesAreARequestOrAnErrorOrAnUnfinishedRequest(@ForAll @Size(max = 400) byte[] bytes) {
    refuseOrAccept(bytes);
  }

  @Test
  void requestsWithRandomBytesChangedNeverBreakTheParser() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = (POST + CHUNKED).getBytes(ISO_8859_1);
      for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      refuseOrAccept(bytes);
    }
  }

  private static void refuseOrAccept(byte[] bytes) {
    try {
      parse(List.of(new String(bytes, ISO_8859_1)));
    } catch (HttpError e) {
      assertTrue(e.status() >= 400 && e.status() != 500);
    }
  }

  private static void assertRefused(int status, String text) {
    HttpError error = assertThrows(HttpError.class, () -> parse(List.of(text)), text);
    assertEquals(status, error.status(), text);
  }

  private static List<String> pieces(String text, int length) {
    List<String> pieces = new ArrayList<>();
    for (int start = 0; start < text.length(); start += length) {
      pieces.add(text.substring(start, Math.min(text.length(), start + length)));
    }
    return pieces;
  }

  private static String parse(List<String> pieces) throws HttpError {
    RequestParser parser = new RequestParser(LIMITS, new LargeBodies(LIMITS.largeBytesMax()));
    Inbox inbox = new Inbox();
    HttpRequest request = new HttpRequest();
    List<String> read = new ArrayList<>();
    for (String piece : pieces) {
      add(inbox, piece);
      while (!inbox.isEmpty() && parser.parse(inbox, request)) {
        read.add(
            "%s %s '%s' %s%s"
                .formatted(
                    request.method,
                    request.path,
                    request.body(),
                    request.keepAlive ? "keep" : "close",
                    request.json ? " json" : ""));
        parser.finish(inbox);
      }
    }
    return String.join("; ", read);
  }

  private static void add(Inbox inbox, String text) {
    inbox.add(Unpooled.wrappedBuffer(text.getBytes(ISO_8859_1)));
  }
}
