package sequencer.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Uint256;

/// Payments for a load generator, each a voucher of its own, signed beforehand as the document's
/// burst protocol has it.
public class PaymentLoad extends VoucherLoad<PaymentLoad.Payer> {
  /// What each payment pays, as in the document.
  private static final Uint256 AMOUNT = Uint256.of(1);

  private static final Uint256 BALANCE = Uint256.of(1_000_000_000);

  private final boolean throughMerchant;

  private static final byte[] SIGNATURE_MEMBER =
      "\"userSignature\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNATURE_DIGITS = 2 + 2 * Signature.BYTES;

  /// The signature is the last member of a request's body: after it come a quote and a brace.
  private static final int AFTER_SIGNATURE = 2;

  /// One lane's payer: whom it pays, and the whole requests that it signed.
  static final class Payer extends VoucherLoad.Payer<byte[]> {
    final List<Address> receivers;
    int signatureAt;

    Payer(Agent agent, List<Address> receivers) {
      super(agent);
      this.receivers = receivers;
    }

    /// Payment `index`, counted from 0, goes to the receivers in turn.
    Address receiver(int index) {
      return receivers.get(index % receivers.size());
    }

    /// What the first `count` payments have promised together.
    List<Recipient> promised(int count) {
      List<Recipient> promised = new ArrayList<>();
      int all = receivers.size();
      for (int i = 0; i < Math.min(all, count); i++) {
        promised.add(new Recipient(receivers.get(i), Uint256.of((count - i + all - 1) / all)));
      }
      return promised;
    }
  }

  /// @param seed from which keys, channels and receivers follow
  /// @param lanes how many channels
  /// @param receivers how many each channel pays, in turn; a voucher names all that were paid
  /// @param merchant null, or the first receiver of all lanes, who has each payment settled: the
  ///     document's two hops. Each then pays for an id of its own.
  /// @param sequencer the account that has to co-sign
  /// @param timestamp of all vouchers, seconds since 1970
  public PaymentLoad(
      long seed,
      int lanes,
      int receivers,
      Address merchant,
      ChannelDomain domain,
      SignatureScheme scheme,
      Address sequencer,
      long timestamp) {
    super(
        lanes,
        lane ->
            new Payer(Agent.of(seed, lane, domain, scheme), paid(seed, lane, receivers, merchant)),
        BALANCE,
        1,
        new SettleExchange(domain, scheme, sequencer, "sequencer"),
        timestamp);
    this.throughMerchant = merchant != null;
  }

  private static List<Address> paid(long seed, int lane, int receivers, Address merchant) {
    List<Address> paid = new ArrayList<>();
    for (int i = 0; i < receivers; i++) {
      boolean isMerchant = merchant != null && i == 0;
      paid.add(isMerchant ? merchant : Agent.recipient(seed, lane * receivers + i));
    }
    return paid;
  }

  @Override
  void sign(Payer payer) {
    Address receiver = payer.receiver(payer.signed.size());
    Voucher voucher = payer.agent.pay(receiver, AMOUNT, timestamp);
    payer.signed.add(
        throughMerchant
            ? exchange.request(voucher, payer.agent.channelId() + "-" + payer.signed.size())
            : exchange.request(voucher));
  }

  @Override
  public void write(int lane, long index, ByteBuffer out) {
    Payer payer = payers.get(lane);
    if (payer.ahead() == 0) {
      sign(payer);
      payer.onTheSpot++;
    }
    out.put(payer.signed.get(payer.sent++));
  }

  /// Looks first where the lane's last answer had its signature: answers grow by a digit only now
  /// and then.
  @Override
  boolean acknowledges(Payer payer, ByteBuffer body) {
    byte[] request = payer.signed.get(payer.acknowledged);
    if (signatureEquals(body, payer.signatureAt, request)) {
      return true;
    }
    int last = body.limit() - SIGNATURE_MEMBER.length;
    for (int at = body.position(); at < last; at++) {
      if (matches(body, at, SIGNATURE_MEMBER, 0, SIGNATURE_MEMBER.length)) {
        payer.signatureAt = at - body.position() + SIGNATURE_MEMBER.length;
        return signatureEquals(body, payer.signatureAt, request);
      }
    }
    return false;
  }

  private static boolean signatureEquals(ByteBuffer body, int offset, byte[] request) {
    int from = request.length - AFTER_SIGNATURE - SIGNATURE_DIGITS;
    return matches(body, body.position() + offset, request, from, SIGNATURE_DIGITS);
  }

  private static boolean matches(ByteBuffer body, int at, byte[] bytes, int from, int length) {
    if (at + length > body.limit()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (body.get(at + i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /// A channel that shows voucher n contains payments 1 to n, since amounts are cumulative and
  /// signed.
  @Override
  Found find(Payer payer, SequencerClient client) throws IOException, InterruptedException {
    SequencerClient.Answer answer = client.channel(payer.agent.channelId());
    long shown = answer.channel().data().sequenceNumber();
    return new Found(shown, fault(payer, shown, answer));
  }

  /// As [#audit], then sends every channel's last voucher again, which must be answered as before,
  /// and goes on after what the server has. For a server that was killed under this load.
  public Audit recover(InetSocketAddress server) throws IOException, InterruptedException {
    Audit found = audit(server);
    long exact = found.channelsExact();
    String fault = found.fault();
    try (SequencerClient client = new SequencerClient(server)) {
      for (Payer payer : payers) {
        SequencerClient.Answer shown = client.channel(payer.agent.channelId());
        int last = (int) shown.channel().data().sequenceNumber();
        if (last > 0) {
          SequencerClient.Answer again = client.settle(voucher(payer, last));
          if (again.status() != 200 || !again.channel().equals(shown.channel())) {
            exact--;
            fault = fault.isEmpty() ? "sent again: " + again.text() : fault;
          }
        }
        payer.goOnAfter(last);
      }
    }
    return new Audit(found.confirmed(), found.acknowledged(), exact, found.channels(), fault);
  }

  private String fault(Payer payer, long shown, SequencerClient.Answer answer) {
    if (shown < payer.acknowledged || shown > payer.sent) {
      return "channel %s shows voucher %s; %s were acknowledged and %s sent"
          .formatted(
              payer.agent.channelId(),
              Long.toString(shown),
              Integer.toString(payer.acknowledged),
              Integer.toString(payer.sent));
    }
    if (shown == 0) {
      return "";
    }
    return exchange.fault(voucher(payer, (int) shown), answer.body()).orElse("");
  }

  /// The lane's voucher of this number, from its request and from what it must promise.
  private Voucher voucher(Payer payer, int number) {
    byte[] request = payer.signed.get(number - 1);
    int from = request.length - AFTER_SIGNATURE - SIGNATURE_DIGITS;
    String digits = new String(request, from, SIGNATURE_DIGITS, StandardCharsets.US_ASCII);
    ChannelData data =
        new ChannelData(payer.agent.channelId(), number, timestamp, payer.promised(number));
    return new Voucher(data, payer.receiver(number - 1), AMOUNT, null, Signature.parse(digits));
  }
}
