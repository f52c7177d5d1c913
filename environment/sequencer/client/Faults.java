package sequencer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import sequencer.crypto.Address;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Uint256;

/// Makes requests of which the right verdict is known before they are sent, for one channel whose
/// state it follows by the simplest means: a number, a sum, the last requests. Not thread safe.
public final class Faults {
  private static final int REMEMBERED = 64;

  private final Agent agent;
  private final SignatureScheme scheme;
  private final RandomGenerator random;
  private final Terms terms;
  private final List<String> settled = new ArrayList<>();
  private long spent;

  /// What the channel is opened with, and how the mix is made.
  ///
  /// @param now of the vouchers, seconds since 1970; the sequencer's clock may be a few minutes on
  /// @param lifeSeconds from then to the channel's expiry: less than the 600 after which one of the
  ///     faults is stamped, and more than the requests will take
  /// @param balance what the channel holds
  /// @param goodShare how many of the requests are good payments
  /// @param faults over which the rest is spread evenly
  public record Terms(
      long now, long lifeSeconds, long balance, double goodShare, List<Kind> faults) {
    public Terms {
      faults = List.copyOf(faults);
    }

    /// When the channel expires, seconds since 1970.
    public long expiry() {
      return now + lifeSeconds;
    }
  }

  public Faults(Agent agent, SignatureScheme scheme, RandomGenerator random, Terms terms) {
    this.agent = agent;
    this.scheme = scheme;
    this.random = random;
    this.terms = terms;
  }

  /// The opening of the channel.
  public ChannelSeed seed() {
    return agent.seed(Uint256.of(terms.balance()), terms.expiry(), terms.now());
  }

  /// The agent that pays.
  public Agent agent() {
    return agent;
  }

  /// What can be the matter with a request; `NONE` is a good payment.
  public enum Kind {
    NONE,
    CASE_VARIANT_ID,
    REPETITION,
    REPLAY,
    GAP,
    UNKNOWN_CHANNEL,
    BAD_CHANNEL_ID,
    BAD_ADDRESS,
    BAD_AMOUNT,
    ZERO,
    OVER_BALANCE,
    OVERFLOWING_FEE,
    FAR_FUTURE,
    AFTER_EXPIRY,
    BAD_HEX,
    HIGH_S,
    V_ZERO,
    V_ONE,
    WRONG_SIGNER,
    ALTERED_AMOUNT,
    MALFORMED_JSON,
    WRONG_TYPE,
    MISSING_FIELD,
    OVERSIZED
  }

  /// A request, and what must come back.
  ///
  /// @param status of the answer
  /// @param contains what its body must contain
  public record Case(Kind kind, String body, int status, String contains) {}

  /// How many payments this channel has taken.
  public long payments() {
    return agent.sequenceNumber();
  }

  /// What they have paid together.
  public long spent() {
    return spent;
  }

  /// A random request.
  public Case next() {
    boolean isGood = random.nextDouble() < terms.goodShare();
    Kind kind = isGood ? Kind.NONE : terms.faults().get(random.nextInt(terms.faults().size()));
    boolean needsHistory = kind == Kind.REPETITION || kind == Kind.REPLAY;
    if (needsHistory && settled.size() < 2 || spent == terms.balance() && needsMoney(kind)) {
      kind = Kind.MALFORMED_JSON;
    }
    return next(kind);
  }

  private static boolean needsMoney(Kind kind) {
    return switch (kind) {
      case REPETITION, REPLAY, GAP, UNKNOWN_CHANNEL, BAD_CHANNEL_ID, BAD_ADDRESS, BAD_AMOUNT ->
          false;
      case ZERO, OVER_BALANCE, OVERFLOWING_FEE, MALFORMED_JSON, WRONG_TYPE, MISSING_FIELD -> false;
      case OVERSIZED -> false;
      default -> true;
    };
  }

  private Case next(Kind kind) {
    return switch (kind) {
      case NONE -> good(kind, body -> body);
      case CASE_VARIANT_ID -> good(kind, this::shoutedId);
      case REPETITION ->
          new Case(kind, settled.getLast(), 200, "\"sequenceNumber\":" + payments() + ",");
      case REPLAY ->
          refused(
              kind,
              settled.get(random.nextInt(settled.size() - 1)),
              "Invalid sequence number: expected > " + (payments() + 1));
      case GAP ->
          refused(
              kind,
              template().replace(number(1), number(random.nextInt(2, 50))),
              "Invalid sequence number: expected > " + (payments() + 1));
      case UNKNOWN_CHANNEL ->
          new Case(
              kind,
              template().replaceFirst("0x[0-9a-f]{64}", "0x" + "00".repeat(32)),
              404,
              "Channel not found: 0x0000");
      case BAD_CHANNEL_ID ->
          refused(
              kind,
              template().replaceFirst("0x[0-9a-f]{64}", "0x12"),
              "Malformed signature: invalid channel id: 0x12");
      case BAD_ADDRESS ->
          refused(
              kind,
              template().replaceFirst("(\"receiver\":\").{42}", "$1nobody"),
              "Malformed signature: invalid address: nobody");
      case BAD_AMOUNT -> refused(kind, amount("1e3"), "Malformed signature: invalid uint256: 1e3");
      case ZERO -> refused(kind, amount("0"), "Insufficient channel balance");
      case OVER_BALANCE ->
          refused(
              kind,
              amount(Long.toString(terms.balance() - spent + 1)),
              "Recipient balances exceed channel balance");
      case OVERFLOWING_FEE ->
          refused(
              kind,
              template()
                  .replace(
                      "{",
                      "{\"feeForPayment\":{\"feeDestinationAddress\":\"%s\",\"feeAmount\":\"%s\"},"
                          .formatted(new Address(1, 1, 1), new Uint256(-1, -1, -1, -1))),
              "Recipient balances exceed channel balance");
      case FAR_FUTURE ->
          refused(kind, timestamp(terms.now() + 2_000), "timestamp is too far in the future");
      case AFTER_EXPIRY -> refused(kind, timestamp(terms.now() + 600), "Channel expired");
      case BAD_HEX ->
          refused(
              kind,
              template().replaceFirst("(\"userSignature\":\"0x).", "$1q"),
              "Malformed signature: ");
      case HIGH_S -> signature(kind, FaultySignatures::highS, "upper half of the order");
      case V_ZERO -> signature(kind, rsv -> FaultySignatures.withV(rsv, 0), "got 0");
      case V_ONE -> signature(kind, rsv -> FaultySignatures.withV(rsv, 1), "got 1");
      case WRONG_SIGNER ->
          signature(
              kind,
              rsv -> scheme.signer(FaultySignatures.key(77)).sign(new byte[32]).toBytes(),
              "Invalid signature: expected " + agent.address());
      case ALTERED_AMOUNT ->
          refused(
              kind,
              template().replaceFirst("(\"receiver\":\"0x).{2}", "$1ff"),
              "Invalid signature: expected " + agent.address());
      case MALFORMED_JSON ->
          new Case(
              kind,
              template().substring(0, random.nextInt(0, 300)),
              400,
              "Failed to parse the request body as JSON: ");
      case WRONG_TYPE ->
          new Case(
              kind,
              template().replaceFirst("\"sequenceNumber\":[0-9]+", "\"sequenceNumber\":true"),
              422,
              "sequenceNumber: invalid type");
      case MISSING_FIELD ->
          new Case(
              kind,
              template().replace("\"receiver\"", "\"recipient\""),
              422,
              "missing field `receiver`");
      case OVERSIZED ->
          new Case(
              kind,
              template().replace("{", "{\"purpose\":\"" + "x".repeat(70_000) + "\","),
              413,
              "length limit exceeded");
    };
  }

  private Case good(Kind kind, java.util.function.UnaryOperator<String> spelling) {
    long amount = random.nextLong(1, Math.min(5, terms.balance() - spent) + 1);
    Address receiver = new Address(0, 0, random.nextInt(1, 6));
    Voucher voucher = agent.pay(receiver, Uint256.of(amount), terms.now());
    spent += amount;
    String body = spelling.apply(new String(voucher.json(), UTF_8));
    settled.add(body);
    if (settled.size() > REMEMBERED) {
      settled.removeFirst();
    }
    return new Case(kind, body, 200, "\"sequenceNumber\":" + payments() + ",");
  }

  private String shoutedId(String body) {
    String id = agent.channelId().toString();
    String shouted = id.substring(2).toUpperCase(Locale.ROOT);
    return body.replace(id, random.nextBoolean() ? shouted : "0x" + shouted);
  }

  private static Case refused(Kind kind, String body, String error) {
    return new Case(kind, body, 400, "{\"error\":\"" + error);
  }

  private Case signature(
      Kind kind, java.util.function.UnaryOperator<byte[]> change, String contains) {
    Voucher voucher = unsent();
    String changed = FaultySignatures.hex(change.apply(voucher.signature().toBytes()));
    String body =
        new String(voucher.json(), UTF_8).replace(voucher.signature().toString(), changed);
    return new Case(kind, body, 400, contains);
  }

  /// A voucher that would be good, signed by a copy of the agent that is then forgotten.
  private Voucher unsent() {
    return agent.copy().pay(new Address(0, 0, 1), Uint256.of(1), terms.now());
  }

  private String template() {
    return new String(unsent().json(), UTF_8);
  }

  private String amount(String amount) {
    return template().replace("\"amount\":\"1\"", "\"amount\":\"" + amount + "\"");
  }

  private String timestamp(long seconds) {
    return template().replace("\"timestamp\":" + terms.now(), "\"timestamp\":" + seconds);
  }

  private String number(int ahead) {
    return "\"sequenceNumber\":" + (payments() + ahead) + ",";
  }
}
