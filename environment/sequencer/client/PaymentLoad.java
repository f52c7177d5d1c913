package sequencer.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Uint256;

/// Payments for a load generator: each lane pays on a channel of its own, one voucher after the
/// other, and every answer is judged.
///
/// Vouchers come from a store that was signed beforehand, as the document's burst protocol has it.
/// A lane whose store is empty signs on the spot; [#signedOnTheSpot] counts those, so that a
/// measurement can tell whether signing got into it. Everything follows from the seed, so another
/// server can be given the very same payments after [#rewind].
///
/// One lane is used by one thread at a time; different lanes may be used at once.
public final class PaymentLoad {
  /// What each payment pays, as in the document.
  private static final Uint256 AMOUNT = Uint256.of(1);

  private static final Uint256 BALANCE = Uint256.of(1_000_000_000);

  private final long timestamp;
  private final boolean throughMerchant;
  private final SettleExchange exchange;
  private final Payer[] payers;

  private static final byte[] SIGNATURE_MEMBER =
      "\"userSignature\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int SIGNATURE_DIGITS = 2 + 2 * Signature.BYTES;

  /// The signature is the last member of a request's body: after it come a quote and a brace.
  private static final int AFTER_SIGNATURE = 2;

  /// One lane's payer: whom it pays, and the whole requests that it signed.
  private static final class Payer extends PayerLane<byte[]> {
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
  /// @param sequencer the account that has to co-sign
  /// @param timestamp of all vouchers, seconds since 1970
  public PaymentLoad(
      long seed,
      int lanes,
      int receivers,
      ChannelDomain domain,
      SignatureScheme scheme,
      Address sequencer,
      long timestamp) {
    this(seed, lanes, receivers, null, domain, scheme, sequencer, timestamp);
  }

  private PaymentLoad(
      long seed,
      int lanes,
      int receivers,
      Address merchant,
      ChannelDomain domain,
      SignatureScheme scheme,
      Address sequencer,
      long timestamp) {
    this.timestamp = timestamp;
    this.throughMerchant = merchant != null;
    this.exchange = new SettleExchange(domain, scheme, sequencer, "sequencer");
    this.payers = new Payer[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      List<Address> paid = new ArrayList<>();
      for (int i = 0; i < receivers; i++) {
        boolean isMerchant = throughMerchant && i == 0;
        paid.add(isMerchant ? merchant : Agent.recipient(seed, lane * receivers + i));
      }
      payers[lane] = new Payer(Agent.of(seed, lane, domain, scheme), paid);
    }
  }

  /// Payments that go through a merchant, who is paid by all of them and has each settled: the
  /// document's two hops. Each pays for an id of its own.
  public static PaymentLoad throughMerchant(
      Address merchant,
      long seed,
      int lanes,
      ChannelDomain domain,
      SignatureScheme scheme,
      Address sequencer,
      long timestamp) {
    return new PaymentLoad(seed, lanes, 1, merchant, domain, scheme, sequencer, timestamp);
  }

  /// Whether its requests are for a merchant and not for the sequencer.
  public boolean isThroughMerchant() {
    return throughMerchant;
  }

  /// How many lanes it has.
  public int lanes() {
    return payers.length;
  }

  /// Signs vouchers until every lane has this many that it has not sent yet.
  ///
  /// @param progress hears how many of all are signed
  public void presign(int each, IntConsumer progress) {
    int done = 0;
    for (Payer payer : payers) {
      while (payer.ahead() < each) {
        sign(payer);
      }
      done += each;
      progress.accept(done);
    }
  }

  private void sign(Payer payer) {
    Address receiver = payer.receiver(payer.signed.size());
    Voucher voucher = payer.agent.pay(receiver, AMOUNT, timestamp);
    payer.signed.add(
        throughMerchant
            ? exchange.request(voucher, payer.agent.channelId() + "-" + payer.signed.size())
            : exchange.request(voucher));
  }

  /// Begins again with the first voucher, for a server that has seen none of them.
  public void rewind() {
    PayerLane.rewind(payers);
  }

  /// Opens the channels of all lanes.
  ///
  /// @throws IOException if one is refused
  public void open(InetSocketAddress server) throws IOException, InterruptedException {
    PayerLane.open(payers, server, BALANCE, timestamp);
  }

  /// Appends the lane's next payment to `out` as a whole HTTP request.
  public void write(int lane, long index, ByteBuffer out) {
    Payer payer = payers[lane];
    if (payer.ahead() == 0) {
      sign(payer);
      payer.onTheSpot++;
    }
    out.put(payer.signed.get(payer.sent++));
  }

  /// Judges the answer to the lane's last payment: it must be a 200 that carries the signature of
  /// that very voucher.
  ///
  /// @return null if it is right, else the kind of failure
  public String judge(int lane, long index, int status, ByteBuffer body) {
    if (status != 200) {
      return "status " + status;
    }
    Payer payer = payers[lane];
    byte[] request = payer.signed.get(payer.acknowledged);
    if (!carries(body, payer, request)) {
      return "an answer to another voucher";
    }
    payer.acknowledged++;
    return null;
  }

  /// Looks first where the lane's last answer had its signature: answers grow by a digit only now
  /// and then.
  private static boolean carries(ByteBuffer body, Payer payer, byte[] request) {
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

  /// Payments that were answered with a right 200.
  public long acknowledged() {
    return PayerLane.acknowledged(payers);
  }

  /// Payments that had to be signed while the load ran.
  public long signedOnTheSpot() {
    return PayerLane.onTheSpot(payers);
  }

  /// What a server shows of this load.
  ///
  /// @param confirmed acknowledged payments that its channels contain
  /// @param acknowledged payments that it had answered with 200
  /// @param channelsExact channels that stand exactly where their last answer left them or one
  ///     payment in flight further on, with sums that equal what was paid and a valid co-signature
  /// @param channels channels looked at
  /// @param fault the first thing that was wrong, or empty
  public record Audit(
      long confirmed, long acknowledged, long channelsExact, long channels, String fault) {}

  /// Reads every channel from a server and holds it against what was acknowledged. A channel that
  /// shows voucher n contains payments 1 to n, since amounts are cumulative and signed.
  public Audit audit(InetSocketAddress server) throws IOException, InterruptedException {
    long confirmed = 0;
    long exact = 0;
    String fault = "";
    try (SequencerClient client = new SequencerClient(server)) {
      for (Payer payer : payers) {
        SequencerClient.Answer answer = client.channel(payer.agent.channelId());
        long shown = answer.channel().data().sequenceNumber();
        confirmed += Math.min(shown, payer.acknowledged);
        String wrong = fault(payer, shown, answer);
        if (wrong.isEmpty()) {
          exact++;
        } else if (fault.isEmpty()) {
          fault = wrong;
        }
      }
    }
    return new Audit(confirmed, acknowledged(), exact, payers.length, fault);
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
