package transport.http3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {
  private static final String CONNECT =
      ":method=CONNECT :protocol=webtransport :scheme=https :authority=a :path=/x";

  @Test
  void aGoodRequestIsTaken() throws Http3Error {
    Message request = Message.request(fields(CONNECT + " origin=o v=1 v=2"));
    assertEquals("/x", request.pseudo(":path"));
    assertEquals(Optional.of("1, 2"), request.field("v"));
    assertEquals(Optional.empty(), request.field("w"));
    Message.request(fields(":method=GET :scheme=https :path=/ host=a"));
    Message.request(fields(":method=CONNECT :authority=a:443"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":scheme=https :authority=a :path=/",
        ":method=GET :scheme=https :authority=a",
        ":method=GET :scheme=https :authority=a :path=",
        ":method=GET :authority=a :path=/",
        ":method=GET :scheme=https :path=/",
        ":method=GET :scheme=https :authority=a :path=/ :protocol=webtransport",
        ":method=GET :method=GET :scheme=https :authority=a :path=/",
        ":method=GET :scheme=https :authority=a x=y :path=/",
        ":method=GET :scheme=https :authority=a :path=/ :status=200",
        ":method=GET :scheme=https :authority=a :path=/ X=y",
        ":method=GET :scheme=https :authority=a :path=/ =y",
        ":method=GET :scheme=https :authority=a :path=/ x=y\n",
        ":method=GET :scheme=https :authority=a :path=/ connection=close",
        ":method=GET :scheme=https :authority=a :path=/ transfer-encoding=chunked",
        ":method=CONNECT :protocol=webtransport :scheme=https :path=/x",
        ":method=CONNECT :scheme=https :authority=a :path=/x",
      })
  void aMalformedRequestEndsItsStream(String text) {
    assertMalformed(() -> Message.request(fields(text)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":status=20", ":status=abc", ":status=200 :path=/", "x=y :status=200"})
  void aMalformedResponseEndsItsStream(String text) {
    assertMalformed(() -> Message.response(fields(text)));
  }

  private static void assertMalformed(org.junit.jupiter.api.function.Executable what) {
    Http3Error error = assertThrows(Http3Error.class, what);
    assertEquals(ErrorCode.H3_MESSAGE_ERROR, error.code());
    assertEquals(Http3Error.Scope.STREAM, error.scope());
  }

  private static List<Field> fields(String text) {
    List<Field> fields = new ArrayList<>();
    for (String each : text.split(" ")) {
      int end = each.lastIndexOf('=');
      if (end >= 0) fields.add(new Field(each.substring(0, end), each.substring(end + 1)));
    }
    return fields;
  }
}
