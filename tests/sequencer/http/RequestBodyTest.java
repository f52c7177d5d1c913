package sequencer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static BodyError refusal(String body) {
    byte[] bytes = body.getBytes(UTF_8);
    return assertThrows(BodyError.class, () -> RequestBody.payment(bytes, 0, bytes.length));
  }

  @Test
  void anAmountThatIsNoNumberIsRefusedInOurWords() {
    BodyError error = refusal("{\"amount\":NaN}");
    assertEquals(400, error.status());
    assertEquals(
        "Failed to parse the request body as JSON: Non-standard token 'NaN' at line 1 column 14",
        error.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-INF", "-Infinity", "+1", ".5", "01", "/* 1 */ 1"})
  void noAnswerAdvisesHowToSetTheParser(String amount) {
    assertNoAdvice(refusal("{\"amount\":" + amount + "}").getMessage());
  }

  @Test
  void nestingAndNumbersBeyondTheParsersBoundsAreRefusedInOurWords() {
    assertNoAdvice(refusal("{\"x\":" + "[".repeat(100)).getMessage());
    assertNoAdvice(refusal("{\"sequenceNumber\":" + "1".repeat(2_000) + "}").getMessage());
  }

  private static void assertNoAdvice(String message) {
    assertFalse(message.matches("(?s).*(ALLOW_|Feature|Constraints|\n).*"), message);
  }
}
