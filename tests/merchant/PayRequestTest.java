package merchant;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import http.Answer;
import java.util.regex.Matcher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// What a payment's body may be, and what the sequencer is sent for it.
class PayRequestTest {
  private static final String ID = "ab".repeat(32);
  private static final String RECEIVER = "cd".repeat(20);
  private static final String GOOD =
      "{\"paymentId\":\"p\",\"channelId\":\"%s\",\"amount\":\"1\",\"receiver\":\"%s\",\"userSignature\":\"0x1\"}"
          .formatted(ID, RECEIVER);

  private static Answer refusal(String json) {
    return assertThrows(
            PayRequest.BadRequest.class, () -> PayRequest.parse(json.getBytes(UTF_8)), json)
        .answer();
  }

  private static String refused(String json) {
    Answer answer = refusal(json);
    assertEquals(400, answer.status());
    return new String(answer.body(), UTF_8);
  }

  private static String with(String member, String value) {
    String said = Matcher.quoteReplacement("\"" + member + "\":" + value);
    return GOOD.replaceFirst("\"" + member + "\":\"[^\"]*\"", said);
  }

  private static String passedOn(String json) throws Exception {
    return new String(PayRequest.parse(json.getBytes(UTF_8)).toSettle(77), UTF_8);
  }

  @Test
  void itIsWrittenAnewInOneSpelling() throws Exception {
    assertEquals(
        "{\"channelId\":\"0x%s\",\"amount\":\"1\",\"receiver\":\"0x%s\",\"sequenceNumber\":0,\"timestamp\":77,\"userSignature\":\"0x1\"}"
            .formatted(ID, RECEIVER),
        passedOn(GOOD.replace("abab", "ABab").replace("\"cdcd", "\"0xCDcd")));
  }

  @Test
  void numbersAndFeeArePassedOn() throws Exception {
    String json =
        GOOD.replaceFirst(
            "\\{",
            "{\"sequenceNumber\":18446744073709551615,\"timestamp\":9,\"purpose\":\"x\",\"more\":[{}],\"feeForPayment\":{\"feeAmount\":\"2\",\"feeDestinationAddress\":\"0x2\"},");
    assertEquals(
        "{\"channelId\":\"0x%s\",\"amount\":\"1\",\"receiver\":\"0x%s\",\"sequenceNumber\":18446744073709551615,\"timestamp\":9,\"userSignature\":\"0x1\",\"feeForPayment\":{\"feeDestinationAddress\":\"0x2\",\"feeAmount\":\"2\"}}"
            .formatted(ID, RECEIVER),
        passedOn(json));
  }

  @Test
  void whatIsMissingIsToldInTheOriginalsWords() {
    for (String name :
        new String[] {"paymentId", "channelId", "amount", "receiver", "userSignature"}) {
      String missing = "{\"error\":\"missing voucher fields\"}";
      assertEquals(missing, refused(GOOD.replace("\"" + name + "\"", "\"other\"")));
      assertEquals(missing, refused(with(name, "\"\"")));
      assertEquals(missing, refused(with(name, "null")));
    }
  }

  @Test
  void everyOtherMistakeHasASentence() {
    assertEquals(failure("the body is no JSON"), refused("{\"a\":"));
    assertEquals(
        failure("the body is no JSON"),
        refused("[".repeat(10_000)).replace("no JSON object", "no JSON"));
    assertEquals(failure("the body is no JSON"), refused("{\"a\":" + "[".repeat(10_000)));
    assertEquals(failure("the body is no JSON object"), refused("[]"));
    assertEquals(failure("the body is no JSON object"), refused(""));
    assertEquals(failure("something follows the JSON object"), refused(GOOD + "{}"));
    assertEquals(failure("amount is a string"), refused(with("amount", "1")));
    assertEquals(
        failure("channelId is 64 hexadecimal digits"), refused(with("channelId", "\"0xab\"")));
    assertEquals(
        failure("amount is a decimal number of at most 256 bits"),
        refused(with("amount", "\"-1\"")));
    assertEquals(
        failure("amount is a decimal number of at most 256 bits"),
        refused(with("amount", "\"" + "9".repeat(78) + "\"")));
    assertEquals(
        failure("receiver is an address, 40 hexadecimal digits"),
        refused(with("receiver", "\"0\"")));
    assertEquals(
        failure("paymentId is longer than 160 characters"),
        refused(with("paymentId", "\"" + "x".repeat(161) + "\"")));
    assertEquals(
        failure("userSignature has characters that are not printable ASCII"),
        refused(with("userSignature", "\"\\ud800\"")));
    assertEquals(
        failure("sequenceNumber is a number from 0 to 2^64 - 1"),
        refused(GOOD.replaceFirst("\\{", "{\"sequenceNumber\":-1,")));
    assertEquals(
        failure("feeForPayment has feeDestinationAddress and feeAmount"),
        refused(GOOD.replaceFirst("\\{", "{\"feeForPayment\":{\"feeAmount\":\"1\"},")));
  }

  /// Two parties that take a different one of two members see two payments.
  @Test
  void aMemberThatComesTwiceIsRefused() {
    assertEquals(
        failure("the body is no JSON"), refused(GOOD.replaceFirst("\\{", "{\"amount\":\"9\",")));
  }

  @Property(tries = 500)
  void noBytesGetMoreThanARefusal(@ForAll byte[] bytes) {
    assertThrows(PayRequest.BadRequest.class, () -> PayRequest.parse(bytes));
  }

  private static String failure(String sentence) {
    return "{\"ok\":false,\"error\":\"" + sentence + "\"}";
  }
}
