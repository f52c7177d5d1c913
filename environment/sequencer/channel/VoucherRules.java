package sequencer.channel;

import java.util.List;
import java.util.Optional;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ListData;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;

/// Which voucher a channel accepts next. The checks run in one fixed order, cheap before dear, and
/// the first that fails names the refusal: channel closed, sequence number, receiver and amounts,
/// balance, timestamp, signature.
///
/// Thread safe.
public record VoucherRules(ChannelDomain domain, SignatureScheme scheme) {
  /// How far a client's clock may be ahead, in seconds.
  public static final long FUTURE_MAX_SECONDS = 15 * 60;

  /// A voucher that passed every check.
  ///
  /// @param change what has to become durable
  /// @param next the state that it leads to
  /// @param digest what the owner signed and the sequencer is to co-sign
  public record Accepted(Change.Paid change, ChannelState next, byte[] digest) {}

  /// Whether `request` repeats the voucher that led to `current`: the same sequence number,
  /// timestamp and signature. A client that never saw the answer may send a voucher again and gets
  /// it then.
  public boolean isRepetition(ChannelState current, PaymentRequest request) {
    if (current.userSignature() == null
        || request.sequenceNumber() != current.sequenceNumber()
        || request.timestamp() != current.signatureTimestamp()) {
      return false;
    }
    try {
      return current.userSignature().equals(Texts.signature(request.userSignature()));
    } catch (Refusal malformed) {
      return false;
    }
  }

  /// Checks `request` against the channel's state at `nowSeconds` since 1970.
  ///
  /// @throws Refusal with the first rule that it breaks
  public Accepted check(ChannelState current, PaymentRequest request, long nowSeconds)
      throws Refusal {
    if (!current.isOpen()) {
      throw Refusal.channelClosed();
    }
    requireNextInSequence(current, request.sequenceNumber());
    List<Change.Transfer> transfers = transfers(request);
    Promises promises = current.promised().plus(transfers);
    if (promises.total().compareTo(current.balance()) > 0) {
      throw Refusal.balanceExceeded();
    }
    requireTimely(current, request.timestamp(), nowSeconds);
    Signature signature = Texts.signature(request.userSignature());
    Change.Paid change =
        new Change.Paid(
            current.channelId(),
            request.sequenceNumber(),
            request.timestamp(),
            signature,
            transfers);
    ChannelState next = current.after(change, promises);
    byte[] digest = domain.digest(next.data());
    requireMadeBy(current.owner(), scheme, digest, signature);
    return new Accepted(change, next, digest);
  }

  /// The original's two texts for two cases: the number just used up is "> itself", any other wrong
  /// one "> the number that would be right".
  private static void requireNextInSequence(ChannelState current, long actual) throws Refusal {
    long used = current.sequenceNumber();
    if (actual == used) {
      throw Refusal.invalidSequenceNumber(used, actual);
    }
    if (actual != used + 1) {
      throw Refusal.invalidSequenceNumber(used + 1, actual);
    }
  }

  private static List<Change.Transfer> transfers(PaymentRequest request) throws Refusal {
    Change.Transfer payment = transfer(request.receiver(), request.amount());
    List<Change.Transfer> transfers =
        request.fee() == null
            ? List.of(payment)
            : List.of(payment, transfer(request.fee().destination(), request.fee().amount()));
    if (payment.amount().isZero()) {
      throw Refusal.insufficientBalance();
    }
    return transfers;
  }

  private static Change.Transfer transfer(String to, String amount) throws Refusal {
    return new Change.Transfer(Texts.address(to), Texts.uint256(amount));
  }

  /// A voucher is void from the moment the owner may take the deposit back, whatever date it bears:
  /// the original compares only the voucher's own timestamp and pays on.
  private static void requireTimely(ChannelState current, long timestamp, long nowSeconds)
      throws Refusal {
    if (Long.compareUnsigned(timestamp, nowSeconds + FUTURE_MAX_SECONDS) > 0) {
      throw Refusal.tooFarInTheFuture();
    }
    if (Long.compareUnsigned(timestamp, current.expiryTimestamp()) > 0
        || Long.compareUnsigned(nowSeconds, current.expiryTimestamp()) > 0) {
      throw Refusal.channelExpired();
    }
  }

  /// Requires that the owner has signed the list of a voucher's payments.
  void requireMadeBy(Address owner, ListData data, Signature signature) throws Refusal {
    requireMadeBy(owner, scheme, domain.digest(data), signature);
  }

  static void requireMadeBy(
      Address owner, SignatureScheme scheme, byte[] digest, Signature signature) throws Refusal {
    Optional<Address> signer = scheme.recover(digest, signature);
    if (signer.isEmpty()) {
      throw Refusal.malformed("signature recovery failed: no key can have made it");
    }
    if (!signer.get().equals(owner)) {
      throw Refusal.invalidSignature(owner, signer.get());
    }
  }
}
