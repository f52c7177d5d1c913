package sequencer.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import sequencer.channel.CloseRequest;
import sequencer.channel.PaymentList;
import sequencer.channel.PaymentRequest;
import sequencer.channel.Refusal;
import sequencer.channel.SeedRequest;
import sequencer.channel.StreamRequest;

/// Reads the JSON bodies of the API.
///
/// What is no JSON and what is JSON of another shape are told apart, with the statuses and the
/// first words that the original's framework has: 400 and 422, in plain text. Members that the API
/// does not know are skipped; a known one that comes twice is refused.
final class RequestBody {
  /// One event loop works on a batch without a pause; this bounds how long others wait for it.
  static final int PAYMENTS_MAX = 100;

  private static final int NESTING_MAX = 32;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
          .build();

  /// What the parser tells who may set it otherwise, which a client may not.
  private static final Pattern PARSERS_ADVICE =
      Pattern.compile(
          "[:,] (enable|to be able to|maybe a|from) .*(Feature|Constraints).*?(?=\\)?$)");

  private final JsonParser parser;

  private RequestBody(JsonParser parser) {
    this.parser = parser;
  }

  /// The body of `/validate` or `/settle`.
  static PaymentRequest payment(byte[] bytes, int offset, int length) throws BodyError {
    return read(bytes, offset, length, RequestBody::payment);
  }

  /// The body of `/settle/batch`: the payments of its member `payments`, at most
  /// [#PAYMENTS_MAX].
  static List<PaymentRequest> payments(byte[] bytes, int offset, int length) throws BodyError {
    return read(bytes, offset, length, RequestBody::payments);
  }

  /// The body of `/channel/seed`.
  static SeedRequest seed(byte[] bytes, int offset, int length) throws BodyError {
    return read(bytes, offset, length, RequestBody::seed);
  }

  /// The body of `/channel/finalize`.
  static CloseRequest close(byte[] bytes, int offset, int length) throws BodyError {
    return read(bytes, offset, length, RequestBody::close);
  }

  /// The body of `/stream` in JSON: a payment without a fee, `listSignature`, and `payments`, the
  /// amounts as numbers.
  ///
  /// @throws Refusal if the amounts are no list of payments
  static StreamRequest stream(byte[] bytes, int offset, int length) throws BodyError, Refusal {
    Stream body = read(bytes, offset, length, RequestBody::stream);
    return new StreamRequest(body.voucher, body.listSignature, PaymentList.ofRequest(body.amounts));
  }

  private record Stream(PaymentRequest voucher, String listSignature, long[] amounts) {}

  private interface Shape<T> {
    T read(RequestBody body) throws IOException, BodyError;
  }

  private static <T> T read(byte[] bytes, int offset, int length, Shape<T> shape) throws BodyError {
    try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
      RequestBody body = new RequestBody(parser);
      body.requireValue(parser.nextToken());
      body.requireObject("the body");
      T value = shape.read(body);
      if (parser.nextToken() != null) {
        throw BodyError.syntax("trailing characters" + body.place());
      }
      return value;
    } catch (JsonProcessingException e) {
      String wrong = PARSERS_ADVICE.matcher(e.getOriginalMessage()).replaceFirst("");
      // Beyond the parser's own bounds it knows no place.
      throw BodyError.syntax(e.getLocation() == null ? wrong : wrong + place(e.getLocation()));
    } catch (IOException e) {
      throw BodyError.syntax(e.getMessage()); // bytes that are no UTF-8
    }
  }

  private PaymentRequest payment() throws IOException, BodyError {
    VoucherMembers voucher = new VoucherMembers();
    String purpose = null;
    PaymentRequest.Fee fee = null;
    for (String name = nextName(); name != null; name = nextName()) {
      switch (name) {
        case "purpose" -> purpose = isNull() ? null : text(name, purpose);
        case "feeForPayment" -> fee = isNull() ? null : fee(name, fee);
        default -> voucher.takeOrSkip(name);
      }
    }
    return voucher.request(fee);
  }

  private Stream stream() throws IOException, BodyError {
    VoucherMembers voucher = new VoucherMembers();
    String listSignature = null;
    long[] amounts = null;
    for (String name = nextName(); name != null; name = nextName()) {
      switch (name) {
        case "listSignature" -> listSignature = text(name, listSignature);
        case "payments" -> amounts = numbers(name, amounts);
        default -> voucher.takeOrSkip(name);
      }
    }
    return new Stream(
        voucher.request(null),
        present("listSignature", listSignature),
        present("payments", amounts));
  }

  /// The members that a payment and a stream have in common.
  private final class VoucherMembers {
    private String channelId;
    private String amount;
    private String receiver;
    private Long sequenceNumber;
    private Long timestamp;
    private String userSignature;

    void takeOrSkip(String name) throws IOException, BodyError {
      switch (name) {
        case "channelId" -> channelId = text(name, channelId);
        case "amount" -> amount = text(name, amount);
        case "receiver" -> receiver = text(name, receiver);
        case "sequenceNumber" -> sequenceNumber = number(name, sequenceNumber);
        case "timestamp" -> timestamp = number(name, timestamp);
        case "userSignature" -> userSignature = text(name, userSignature);
        default -> parser.skipChildren();
      }
    }

    PaymentRequest request(PaymentRequest.Fee fee) throws BodyError {
      return new PaymentRequest(
          present("channelId", channelId),
          present("amount", amount),
          present("receiver", receiver),
          present("sequenceNumber", sequenceNumber),
          present("timestamp", timestamp),
          present("userSignature", userSignature),
          fee);
    }
  }

  private List<PaymentRequest> payments() throws IOException, BodyError {
    List<PaymentRequest> payments = null;
    for (String name = nextName(); name != null; name = nextName()) {
      if (name.equals("payments")) {
        requireFirst(name, payments);
        payments = paymentArray(name);
      } else {
        parser.skipChildren();
      }
    }
    return present("payments", payments);
  }

  private List<PaymentRequest> paymentArray(String member) throws IOException, BodyError {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(member, "an array");
    }
    List<PaymentRequest> payments = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      requireValue(token);
      requireObject(member);
      if (payments.size() == PAYMENTS_MAX) {
        throw BodyError.shape("payments: at most %s%s".formatted(PAYMENTS_MAX, place()));
      }
      payments.add(payment());
    }
    return payments;
  }

  private PaymentRequest.Fee fee(String member, PaymentRequest.Fee before)
      throws IOException, BodyError {
    requireFirst(member, before);
    requireObject(member);
    String destination = null;
    String amount = null;
    for (String name = nextName(); name != null; name = nextName()) {
      switch (name) {
        case "feeDestinationAddress" -> destination = text(name, destination);
        case "feeAmount" -> amount = text(name, amount);
        default -> parser.skipChildren();
      }
    }
    return new PaymentRequest.Fee(
        present("feeDestinationAddress", destination), present("feeAmount", amount));
  }

  private SeedRequest seed() throws IOException, BodyError {
    String channelId = null;
    String owner = null;
    String balance = null;
    Long expiryTimestamp = null;
    Long timestamp = null;
    String userSignature = null;
    for (String name = nextName(); name != null; name = nextName()) {
      switch (name) {
        case "channelId" -> channelId = text(name, channelId);
        case "owner" -> owner = text(name, owner);
        case "balance" -> balance = text(name, balance);
        case "expiryTimestamp" -> expiryTimestamp = number(name, expiryTimestamp);
        case "timestamp" -> timestamp = number(name, timestamp);
        case "userSignature" -> userSignature = text(name, userSignature);
        default -> parser.skipChildren();
      }
    }
    return new SeedRequest(
        present("channelId", channelId),
        present("owner", owner),
        present("balance", balance),
        present("expiryTimestamp", expiryTimestamp),
        timestamp == null ? 0 : timestamp,
        userSignature);
  }

  private CloseRequest close() throws IOException, BodyError {
    String channelId = null;
    Long timestamp = null;
    String userSignature = null;
    for (String name = nextName(); name != null; name = nextName()) {
      switch (name) {
        case "channelId" -> channelId = text(name, channelId);
        case "timestamp" -> timestamp = number(name, timestamp);
        case "userSignature" -> userSignature = text(name, userSignature);
        default -> parser.skipChildren();
      }
    }
    return new CloseRequest(
        present("channelId", channelId), timestamp == null ? 0 : timestamp, userSignature);
  }

  /// The next member's name, with its value as the current token; null at the end of the object.
  private String nextName() throws IOException, BodyError {
    String name = parser.nextFieldName();
    if (name != null) {
      requireValue(parser.nextToken());
    }
    return name;
  }

  private boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  private String text(String name, String before) throws IOException, BodyError {
    requireFirst(name, before);
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrongType(name, "a string");
    }
    return parser.getText();
  }

  /// A number from 0 to 2^64 - 1, as the unsigned value of a `long`.
  private Long number(String name, Long before) throws IOException, BodyError {
    requireFirst(name, before);
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw wrongType(name, "u64");
    }
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= 0) {
        return value;
      }
    } else {
      BigInteger value = parser.getBigIntegerValue();
      if (value.signum() > 0 && value.bitLength() <= Long.SIZE) {
        return value.longValue();
      }
    }
    throw wrongType(name, "u64");
  }

  private long[] numbers(String name, long[] before) throws IOException, BodyError {
    requireFirst(name, before);
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrongType(name, "an array");
    }
    LongStream.Builder numbers = LongStream.builder();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      requireValue(token);
      numbers.add(number(name, null));
    }
    return numbers.build().toArray();
  }

  private void requireObject(String what) throws BodyError {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrongType(what, "an object");
    }
  }

  private void requireValue(JsonToken token) throws BodyError {
    if (token == null) {
      throw BodyError.syntax("EOF while parsing a value" + place());
    }
  }

  private void requireFirst(String name, Object before) throws BodyError {
    if (before != null) {
      throw BodyError.shape("duplicate field `%s`%s".formatted(name, place()));
    }
  }

  private <T> T present(String name, T value) throws BodyError {
    if (value == null) {
      throw BodyError.shape("missing field `%s`%s".formatted(name, place()));
    }
    return value;
  }

  private BodyError wrongType(String name, String expected) {
    return BodyError.shape("%s: invalid type, expected %s%s".formatted(name, expected, place()));
  }

  private String place() {
    return place(parser.currentLocation());
  }

  private static String place(JsonLocation location) {
    return " at line %s column %s".formatted(location.getLineNr(), location.getColumnNr());
  }
}
