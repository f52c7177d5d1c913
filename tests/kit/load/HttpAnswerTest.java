package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {
  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Reads all answers out of bytes that arrive in these pieces.
  private static List<String> read(byte[] wire, Random pieces) throws HttpAnswer.Malformed {
    List<String> answers = new ArrayList<>();
    HttpAnswer answer = new HttpAnswer();
    ByteBuffer in = ByteBuffer.allocate(wire.length + 1);
    for (int sent = 0; sent < wire.length; ) {
      int piece = Math.min(wire.length - sent, 1 + pieces.nextInt(40));
      in.put(wire, sent, piece);
      sent += piece;
      in.flip();
      while (in.hasRemaining() && answer.complete(in)) {
        byte[] body = new byte[answer.bodyEnd() - answer.bodyStart()];
        in.get(answer.bodyStart(), body);
        answers.add(answer.status() + " " + new String(body, StandardCharsets.ISO_8859_1));
        in.position(answer.end());
        answer.reset();
      }
      in.compact();
    }
    assertEquals(0, in.position(), "bytes left over");
    return answers;
  }

  private static List<String> read(String wire) throws HttpAnswer.Malformed {
    return read(ascii(wire), new Random(1));
  }

  @Property(tries = 500)
  void answersAreReadHoweverTheyAreCutAndEncoded(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int count) throws Exception {
    Random random = new Random(seed);
    StringBuilder wire = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int status = 200 + random.nextInt(300);
      wire.append("HTTP/1.1 ").append(status).append(" Why\r\nServer: x\r\n");
      if (status == 204 || status == 304) {
        // A 304 may name the length of the body that it does not send.
        wire.append("Content-Length: 7\r\n\r\n");
        expected.add(status + " ");
      } else {
        String body = body(random);
        encode(wire, body, random);
        expected.add(status + " " + body);
      }
    }

    assertEquals(expected, read(ascii(wire.toString()), random));
  }

  private static String body(Random random) {
    StringBuilder body = new StringBuilder();
    for (int i = random.nextInt(60); i > 0; i--) {
      body.append("ab\r\n0: ".charAt(random.nextInt(7)));
    }
    return body.toString();
  }

  private static void encode(StringBuilder wire, String body, Random random) {
    if (random.nextBoolean()) {
      wire.append(random.nextBoolean() ? "Content-Length: " : "content-length:");
      wire.append(body.length()).append("\r\n\r\n").append(body);
      return;
    }
    wire.append("Transfer-Encoding: chunked\r\n\r\n");
    for (int from = 0; from < body.length(); ) {
      int to = Math.min(body.length(), from + 1 + random.nextInt(20));
      wire.append(Integer.toHexString(to - from))
          .append(random.nextBoolean() ? ";x=y\r\n" : "\r\n");
      wire.append(body, from, to).append("\r\n");
      from = to;
    }
    wire.append("0\r\n").append(random.nextBoolean() ? "Sum: 1\r\n" : "").append("\r\n");
  }

  @Test
  void interimAnswerIsAnAnswerOfItsOwn() throws Exception {
    assertEquals(
        List.of("100 ", "200 ok"),
        read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  }

  @Test
  void bareLineFeedsAreUnderstood() throws Exception {
    assertEquals(List.of("200 ok"), read("HTTP/1.1 200 OK\nContent-Length: 2\n\nok"));
  }

  @Test
  void connectionHeaderSaysWhetherThisIsTheLast() throws Exception {
    assertEquals(true, last("HTTP/1.1 204 No\r\nConnection: Close\r\n\r\n"));
    assertEquals(false, last("HTTP/1.1 204 No\r\nConnection: keep-alive\r\n\r\n"));
    assertEquals(true, last("HTTP/1.0 204 No\r\n\r\n"));
    assertEquals(false, last("HTTP/1.1 204 No\r\n\r\n"));
  }

  private static boolean last(String wire) throws HttpAnswer.Malformed {
    HttpAnswer answer = new HttpAnswer();
    answer.complete(ByteBuffer.wrap(ascii(wire)));
    return answer.last();
  }

  @Test
  void whatCannotBeDelimitedIsRefused() {
    assertRefused("no HTTP answer", "HTTP/2 200 OK\r\n\r\n");
    assertRefused("no HTTP answer", "HTTP/1.1 20x OK\r\n\r\n");
    assertRefused("no HTTP answer", "\r\n\r\n");
    assertRefused("answer without length", "HTTP/1.1 200 OK\r\n\r\n");
    assertRefused(
        "answer with a length that is no number",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n");
    assertRefused(
        "answer longer than 16 MiB", "HTTP/1.1 200 OK\r\nContent-Length: 16777217\r\n\r\n");
    assertRefused(
        "answer longer than 16 MiB",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
    assertRefused(
        "answer with a length that is no number",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
  }

  private static void assertRefused(String reason, String wire) {
    HttpAnswer.Malformed refused = assertThrows(HttpAnswer.Malformed.class, () -> read(wire), wire);

    assertEquals(reason, refused.getMessage());
  }

  @Test
  void nothingIsCompleteBeforeItsLastByte() throws Exception {
    byte[] wire = ascii("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    HttpAnswer answer = new HttpAnswer();
    for (int length = 1; length < wire.length; length++) {
      assertFalse(answer.complete(ByteBuffer.wrap(wire, 0, length)), "after " + length + " bytes");
    }
  }
}
