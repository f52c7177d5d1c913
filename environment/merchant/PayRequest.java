package merchant;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import http.Answer;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;

/// The body of `POST /api/pay-voucher`: a voucher and what it pays for.
///
/// It is passed on written anew and never as it came, so that merchant and sequencer cannot read
/// two different payments out of the same bytes. A `purpose` is not passed on: no sequencer keeps
/// it.
///
/// @param paymentId what is paid for, from an offer or of the client's own making
/// @param channelId `0x` and 64 lower-case digits
/// @param amount what this payment adds
/// @param receiver `0x` and 40 lower-case digits
/// @param sequenceNumber decimal, at most 64 bits; 0 if absent
/// @param timestamp decimal, seconds since 1970; null if absent
/// @param userSignature as it came
/// @param fee null if absent
record PayRequest(
    String paymentId,
    String channelId,
    BigInteger amount,
    String receiver,
    String sequenceNumber,
    String timestamp,
    String userSignature,
    Fee fee) {
  /// No text of a request may be longer: room for a signature in any spelling.
  static final int TEXT_MAX = 160;

  private static final String MISSING = "missing voucher fields";
  private static final int NUMBER_BITS = 64;
  private static final int NESTING_MAX = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
          .build();

  /// A second payment under the same voucher, as it came.
  record Fee(String destination, String amount) {}

  /// @throws BadRequest with a sentence for the client
  static PayRequest parse(byte[] json) throws BadRequest {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> numbers = new HashMap<>();
    Map<String, String> fee = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRequest("the body is no JSON object");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        read(parser, texts, numbers, fee);
      }
      if (parser.nextToken() != null) {
        throw new BadRequest("something follows the JSON object");
      }
    } catch (IOException e) {
      throw new BadRequest("the body is no JSON");
    }
    return of(texts, numbers, fee);
  }

  private static void read(
      JsonParser parser,
      Map<String, String> texts,
      Map<String, String> numbers,
      Map<String, String> fee)
      throws IOException, BadRequest {
    String name = parser.currentName();
    JsonToken value = parser.nextToken();
    switch (name) {
      case "paymentId", "channelId", "amount", "receiver", "userSignature" -> {
        if (value != JsonToken.VALUE_NULL) {
          texts.put(name, text(name, value, parser));
        }
      }
      case "sequenceNumber", "timestamp" -> {
        if (value != JsonToken.VALUE_NULL) {
          numbers.put(name, number(name, value, parser));
        }
      }
      case "feeForPayment" -> readFee(value, parser, fee);
      default -> parser.skipChildren();
    }
  }

  private static void readFee(JsonToken value, JsonParser parser, Map<String, String> fee)
      throws IOException, BadRequest {
    if (value == JsonToken.VALUE_NULL) {
      return;
    }
    if (value != JsonToken.START_OBJECT) {
      throw new BadRequest("feeForPayment is an object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken member = parser.nextToken();
      if (name.equals("feeDestinationAddress") || name.equals("feeAmount")) {
        fee.put(name, printable(name, text(name, member, parser)));
      } else {
        parser.skipChildren();
      }
    }
    if (fee.size() < 2) {
      throw new BadRequest("feeForPayment has feeDestinationAddress and feeAmount");
    }
  }

  private static String text(String name, JsonToken value, JsonParser parser)
      throws IOException, BadRequest {
    if (value != JsonToken.VALUE_STRING) {
      throw new BadRequest(name + " is a string");
    }
    return parser.getText();
  }

  private static String number(String name, JsonToken value, JsonParser parser)
      throws IOException, BadRequest {
    if (value == JsonToken.VALUE_NUMBER_INT) {
      BigInteger number = parser.getBigIntegerValue();
      if (number.signum() >= 0 && number.bitLength() <= NUMBER_BITS) {
        return number.toString();
      }
    }
    throw new BadRequest(name + " is a number from 0 to 2^64 - 1");
  }

  private static PayRequest of(
      Map<String, String> texts, Map<String, String> numbers, Map<String, String> fee)
      throws BadRequest {
    String paymentId = printable("paymentId", present(texts.get("paymentId")));
    String channelId = Texts.hex(present(texts.get("channelId")), 32);
    BigInteger amount = Texts.uint256(present(texts.get("amount")));
    String receiver = Texts.hex(present(texts.get("receiver")), 20);
    String signature = printable("userSignature", present(texts.get("userSignature")));
    require(channelId != null, "channelId is 64 hexadecimal digits");
    require(amount != null, "amount is a decimal number of at most 256 bits");
    require(receiver != null, "receiver is an address, 40 hexadecimal digits");
    return new PayRequest(
        paymentId,
        channelId,
        amount,
        receiver,
        numbers.getOrDefault("sequenceNumber", "0"),
        numbers.get("timestamp"),
        signature,
        fee.isEmpty() ? null : new Fee(fee.get("feeDestinationAddress"), fee.get("feeAmount")));
  }

  /// As in the original, an empty string is as good as none.
  private static String present(String value) throws BadRequest {
    if (value == null || value.isEmpty()) {
      throw BadRequest.bare(MISSING);
    }
    return value;
  }

  /// Text that can stand in a header field and in a message.
  private static String printable(String name, String value) throws BadRequest {
    require(value.length() <= TEXT_MAX, name + " is longer than " + TEXT_MAX + " characters");
    require(
        value.chars().allMatch(c -> c > ' ' && c < 0x7F),
        name + " has characters that are not printable ASCII");
    return value;
  }

  private static void require(boolean holds, String sentence) throws BadRequest {
    if (!holds) {
      throw new BadRequest(sentence);
    }
  }

  /// The body of the sequencer's `/settle`.
  ///
  /// @param nowSeconds the timestamp where the client gave none
  byte[] toSettle(long nowSeconds) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(640);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("channelId", channelId);
      json.writeStringField("amount", amount.toString());
      json.writeStringField("receiver", receiver);
      json.writeFieldName("sequenceNumber");
      json.writeNumber(sequenceNumber);
      json.writeFieldName("timestamp");
      json.writeNumber(timestamp == null ? Long.toString(nowSeconds) : timestamp);
      json.writeStringField("userSignature", userSignature);
      if (fee != null) {
        json.writeObjectFieldStart("feeForPayment");
        json.writeStringField("feeDestinationAddress", fee.destination());
        json.writeStringField("feeAmount", fee.amount());
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /// A request that is refused before anything happens.
  static final class BadRequest extends Exception {
    private final boolean bare;

    BadRequest(String sentence) {
      this(sentence, false);
    }

    private BadRequest(String sentence, boolean bare) {
      super(sentence, null, false, false);
      this.bare = bare;
    }

    static BadRequest bare(String sentence) {
      return new BadRequest(sentence, true);
    }

    /// In the original's two shapes: `{"error": ...}` for what is missing, else with `"ok": false`.
    Answer answer() {
      return bare
          ? Answer.json(400, "{\"error\":" + Answer.quoted(getMessage()) + "}")
          : Answers.refusal(400, getMessage());
    }
  }
}
