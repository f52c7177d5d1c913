package sequencer.channel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;

class VoucherRulesTest {
  private static final long NOW = 1_769_000_000;
  private static final long EXPIRY = NOW + 3600;
  private static final Address ALICE = Address.parse("aa".repeat(20));
  private static final Address BOB = Address.parse("bb".repeat(20));
  private static final ChannelDomain DOMAIN = ChannelDomain.DOCUMENTED;
  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");
  private static final Signer OWNER =
      SCHEME.signer(
          HexFormat.of()
              .parseHex("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d"));
  private static final Signer STRANGER = SCHEME.signer(bytes(32, 7));
  private static final ChannelId CHANNEL = ChannelId.parse("ab".repeat(32));
  private static final ChannelState OPENED =
      ChannelState.opened(new Change.Seeded(CHANNEL, OWNER.address(), Uint256.of(1000), EXPIRY));

  private final VoucherRules rules = new VoucherRules(DOMAIN, SCHEME);

  @Test
  void aSignedPaymentMovesTheChannelOn() throws Refusal {
    PaymentRequest first =
        pay(1, NOW, List.of(new Recipient(ALICE, Uint256.of(300))), ALICE, "300");
    VoucherRules.Accepted accepted = rules.check(OPENED, first, NOW);
    assertEquals(1, accepted.next().sequenceNumber());
    assertEquals(NOW, accepted.next().signatureTimestamp());
    assertEquals(Uint256.of(300), accepted.next().promised().total());
    assertArrayEquals(DOMAIN.digest(accepted.next().data()), accepted.digest());

    List<Recipient> both =
        List.of(new Recipient(ALICE, Uint256.of(300)), new Recipient(BOB, Uint256.of(700)));
    PaymentRequest second = pay(2, NOW, both, BOB, "700");
    assertEquals(both, rules.check(accepted.next(), second, NOW).next().promised().recipients());
  }

  @Test
  void aFeeIsASecondTransferUnderTheSameVoucher() throws Refusal {
    List<Recipient> both =
        List.of(new Recipient(ALICE, Uint256.of(10)), new Recipient(BOB, Uint256.of(1)));
    PaymentRequest request =
        withFee(pay(1, NOW, both, ALICE, "10"), new PaymentRequest.Fee(BOB.toString(), "1"));
    assertEquals(both, rules.check(OPENED, request, NOW).next().promised().recipients());

    List<Recipient> one = List.of(new Recipient(ALICE, Uint256.of(11)));
    PaymentRequest toTheSame =
        withFee(pay(1, NOW, one, ALICE, "10"), new PaymentRequest.Fee(ALICE.toString(), "1"));
    assertEquals(one, rules.check(OPENED, toTheSame, NOW).next().promised().recipients());

    List<Recipient> alone = List.of(new Recipient(ALICE, Uint256.of(10)));
    PaymentRequest ofNothing =
        withFee(pay(1, NOW, alone, ALICE, "10"), new PaymentRequest.Fee(BOB.toString(), "0"));
    assertEquals(alone, rules.check(OPENED, ofNothing, NOW).next().promised().recipients());
  }

  @Test
  void onlyTheNextNumberIsTaken() throws Refusal {
    ChannelState after = rules.check(OPENED, payment("300"), NOW).next();
    assertRefused("Invalid sequence number: expected > 1, got 1", after, payment("300"), NOW);
    assertRefused(
        "Invalid sequence number: expected > 1, got 2", OPENED, numbered(payment("1"), 2), NOW);
    assertRefused(
        "Invalid sequence number: expected > 0, got 0", OPENED, numbered(payment("1"), 0), NOW);
    assertRefused(
        "Invalid sequence number: expected > 1, got 18446744073709551615",
        OPENED,
        numbered(payment("1"), -1),
        NOW);
  }

  @Test
  void onlyTheSameVoucherIsARepetition() throws Refusal {
    PaymentRequest payment = payment("300");
    ChannelState after = rules.check(OPENED, payment, NOW).next();
    assertTrue(rules.isRepetition(after, payment));
    String upper = payment.userSignature().substring(2).toUpperCase();
    assertTrue(rules.isRepetition(after, signed(payment, upper)));
    assertFalse(rules.isRepetition(after, numbered(payment, 2)));
    assertFalse(rules.isRepetition(after, signed(payment, "0x")));
    assertFalse(rules.isRepetition(after, at(payment, NOW + 1)));
    assertFalse(rules.isRepetition(OPENED, numbered(payment, 0)));
    assertFalse(rules.isRepetition(OPENED, at(signed(numbered(payment, 0), ""), 0)));
  }

  @Test
  void addressesAndAmountsMustBeReadable() {
    PaymentRequest payment = payment("1");
    assertRefused("Malformed signature: invalid address: 0x12", OPENED, to(payment, "0x12"), NOW);
    assertRefused("Malformed signature: invalid uint256: -1", OPENED, amount(payment, "-1"), NOW);
    assertRefused(
        "Malformed signature: invalid uint256: 1" + "0".repeat(78),
        OPENED,
        amount(payment, "1" + "0".repeat(78)),
        NOW);
    assertRefused(
        "Malformed signature: invalid address: x",
        OPENED,
        withFee(payment, new PaymentRequest.Fee("x", "1")),
        NOW);
    assertRefused(
        "Malformed signature: invalid uint256: y",
        OPENED,
        withFee(payment, new PaymentRequest.Fee(BOB.toString(), "y")),
        NOW);
  }

  @Test
  void nothingIsNoPayment() {
    assertRefused("Insufficient channel balance", OPENED, amount(payment("1"), "0"), NOW);
    assertRefused("Insufficient channel balance", OPENED, amount(payment("1"), "000"), NOW);
  }

  @Test
  void theBalanceIsTheBoundToTheUnit() throws Refusal {
    rules.check(OPENED, payment("1000"), NOW);
    assertRefused("Recipient balances exceed channel balance", OPENED, payment("1001"), NOW);
    List<Recipient> both =
        List.of(new Recipient(ALICE, Uint256.of(1000)), new Recipient(BOB, Uint256.of(1)));
    assertRefused(
        "Recipient balances exceed channel balance",
        OPENED,
        withFee(pay(1, NOW, both, ALICE, "1000"), new PaymentRequest.Fee(BOB.toString(), "1")),
        NOW);
  }

  @Test
  void sumsThatWrapAroundExceedTheBalance() {
    String most = new Uint256(-1, -1, -1, -1).toString();
    ChannelState rich =
        ChannelState.opened(
            new Change.Seeded(CHANNEL, OWNER.address(), new Uint256(-1, -1, -1, -1), EXPIRY));
    assertRefused(
        "Recipient balances exceed channel balance",
        rich,
        withFee(amount(payment("1"), most), new PaymentRequest.Fee(BOB.toString(), "2")),
        NOW);
    assertRefused(
        "Recipient balances exceed channel balance",
        rich,
        withFee(amount(payment("1"), "2"), new PaymentRequest.Fee(ALICE.toString(), most)),
        NOW);
  }

  @Test
  void thirtyRecipientsAreTheMost() throws Refusal {
    ChannelState state = OPENED;
    List<Recipient> recipients = new java.util.ArrayList<>();
    for (int i = 1; i <= Promises.RECIPIENTS_MAX; i++) {
      Address recipient = new Address(0, 0, i);
      recipients.add(new Recipient(recipient, Uint256.of(1)));
      state = rules.check(state, pay(i, NOW, recipients, recipient, "1"), NOW).next();
    }
    recipients.add(new Recipient(ALICE, Uint256.of(1)));
    assertRefused(
        "Too many recipients: at most 30", state, pay(31, NOW, recipients, ALICE, "1"), NOW);
    recipients.removeLast();
    recipients.set(0, new Recipient(new Address(0, 0, 1), Uint256.of(2)));
    rules.check(state, pay(31, NOW, recipients, new Address(0, 0, 1), "1"), NOW);
  }

  @Test
  void theTimestampIsAtMostAQuarterOfAnHourAhead() throws Refusal {
    rules.check(OPENED, payment("1", NOW + 900), NOW);
    assertRefused("timestamp is too far in the future", OPENED, payment("1", NOW + 901), NOW);
    assertRefused("timestamp is too far in the future", OPENED, payment("1", -1), NOW);
  }

  @Test
  void nothingIsPaidAfterTheExpiry() throws Refusal {
    rules.check(OPENED, payment("1", EXPIRY), EXPIRY);
    assertRefused("Channel expired", OPENED, payment("1", EXPIRY + 1), EXPIRY);
    assertRefused("Channel expired", OPENED, payment("1", NOW), EXPIRY + 1);
  }

  @Test
  void theSignatureIsTheOwnersOverExactlyThisState() {
    PaymentRequest payment = payment("300");
    String expected = "Invalid signature: expected " + OWNER.address() + ", got ";
    assertRefusedStartingWith(expected, amount(payment, "301"));
    assertRefusedStartingWith(expected, to(payment, BOB.toString()));
    assertRefusedStartingWith(expected, at(payment, NOW + 1));
    String strangers = STRANGER.sign(DOMAIN.digest(data(1, NOW, promise(ALICE, 300)))).toString();
    assertRefused(expected + STRANGER.address(), OPENED, signed(payment, strangers), NOW);
  }

  @Test
  void aSignatureInAnotherFormIsMalformed() {
    PaymentRequest payment = payment("300");
    String good = payment.userSignature();
    String malformed = "Malformed signature: invalid signature format: ";
    assertRefused(malformed + "expected 65 bytes in hexadecimal", OPENED, signed(payment, ""), NOW);
    assertRefused(
        malformed + "expected 65 bytes in hexadecimal",
        OPENED,
        signed(payment, good.substring(0, 131) + "g"),
        NOW);
    assertRefused(
        malformed + "v must be 27 or 28, got 0",
        OPENED,
        signed(payment, good.substring(0, 130) + "00"),
        NOW);
    assertRefused(
        malformed + "s is in the upper half of the order, which the contract refuses",
        OPENED,
        signed(payment, good.substring(0, 66) + "80" + good.substring(68)),
        NOW);
    assertRefused(
        malformed + "r is zero or not below the order of secp256k1",
        OPENED,
        signed(payment, "0x" + "00".repeat(32) + good.substring(66)),
        NOW);
    // 5 is the abscissa of no point of the curve.
    assertRefused(
        "Malformed signature: signature recovery failed: no key can have made it",
        OPENED,
        signed(payment, "0x" + "00".repeat(31) + "05" + good.substring(66)),
        NOW);
  }

  /// Every request below breaks its own rule and all that come after it in the order.
  @Test
  void theFirstBrokenRuleInTheOrderIsNamed() {
    PaymentRequest wrong = new PaymentRequest(CHANNEL.toString(), "x", "x", 5, -1, "x", null);
    assertRefused("Invalid sequence number: expected > 1, got 5", OPENED, wrong, NOW);
    assertRefused(
        "Malformed signature: invalid address: x", OPENED, wrong = numbered(wrong, 1), NOW);
    assertRefused(
        "Malformed signature: invalid uint256: x",
        OPENED,
        wrong = to(wrong, ALICE.toString()),
        NOW);
    assertRefused("Insufficient channel balance", OPENED, amount(wrong, "0"), NOW);
    assertRefused(
        "Recipient balances exceed channel balance", OPENED, wrong = amount(wrong, "1001"), NOW);
    assertRefused("timestamp is too far in the future", OPENED, wrong = amount(wrong, "1"), NOW);
    assertRefused("Channel expired", OPENED, wrong = at(wrong, EXPIRY + 1), EXPIRY);
    assertRefused(
        "Malformed signature: invalid signature format: expected 65 bytes in hexadecimal",
        OPENED,
        at(wrong, NOW),
        NOW);
  }

  private void assertRefused(
      String text, ChannelState state, PaymentRequest request, long nowSeconds) {
    Refusal refusal = assertThrows(Refusal.class, () -> rules.check(state, request, nowSeconds));
    assertEquals(text, refusal.text());
    assertEquals(400, refusal.status());
  }

  private void assertRefusedStartingWith(String text, PaymentRequest request) {
    Refusal refusal = assertThrows(Refusal.class, () -> rules.check(OPENED, request, NOW));
    assertTrue(refusal.text().startsWith(text), refusal.text());
  }

  private static PaymentRequest payment(String amount) {
    return payment(amount, NOW);
  }

  private static PaymentRequest payment(String amount, long timestamp) {
    Recipient promised = new Recipient(ALICE, Uint256.parse(amount));
    return pay(1, timestamp, List.of(promised), ALICE, amount);
  }

  private static PaymentRequest pay(
      long number, long timestamp, List<Recipient> promised, Address to, String amount) {
    String signature = OWNER.sign(DOMAIN.digest(data(number, timestamp, promised))).toString();
    return new PaymentRequest(
        CHANNEL.toString(), amount, to.toString(), number, timestamp, signature, null);
  }

  private static ChannelData data(long number, long timestamp, List<Recipient> promised) {
    return new ChannelData(CHANNEL, number, timestamp, promised);
  }

  private static List<Recipient> promise(Address to, long amount) {
    return List.of(new Recipient(to, Uint256.of(amount)));
  }

  private static PaymentRequest numbered(PaymentRequest r, long number) {
    return new PaymentRequest(
        r.channelId(), r.amount(), r.receiver(), number, r.timestamp(), r.userSignature(), r.fee());
  }

  private static PaymentRequest at(PaymentRequest r, long timestamp) {
    return new PaymentRequest(
        r.channelId(),
        r.amount(),
        r.receiver(),
        r.sequenceNumber(),
        timestamp,
        r.userSignature(),
        r.fee());
  }

  private static PaymentRequest signed(PaymentRequest r, String signature) {
    return new PaymentRequest(
        r.channelId(),
        r.amount(),
        r.receiver(),
        r.sequenceNumber(),
        r.timestamp(),
        signature,
        r.fee());
  }

  private static PaymentRequest to(PaymentRequest r, String receiver) {
    return new PaymentRequest(
        r.channelId(),
        r.amount(),
        receiver,
        r.sequenceNumber(),
        r.timestamp(),
        r.userSignature(),
        r.fee());
  }

  private static PaymentRequest amount(PaymentRequest r, String amount) {
    return new PaymentRequest(
        r.channelId(),
        amount,
        r.receiver(),
        r.sequenceNumber(),
        r.timestamp(),
        r.userSignature(),
        r.fee());
  }

  private static PaymentRequest withFee(PaymentRequest r, PaymentRequest.Fee fee) {
    return new PaymentRequest(
        r.channelId(),
        r.amount(),
        r.receiver(),
        r.sequenceNumber(),
        r.timestamp(),
        r.userSignature(),
        fee);
  }

  private static byte[] bytes(int length, int value) {
    byte[] bytes = new byte[length];
    java.util.Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
