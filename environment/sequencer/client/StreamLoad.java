package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.channel.StreamFormat;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Uint256;

/// Streams for a load generator: each lane pays on a channel of its own, one list of micro-payments
/// after the other, and every answer is judged.
///
/// A lane's streams come from a store that was signed beforehand. A lane whose store is empty draws
/// the amounts, encodes, hashes and signs on the spot. Everything follows from the seed, so another
/// server can be given the very same payments after [#rewind], and no list has to be kept to know
/// what must be found again.
///
/// One lane is used by one thread at a time; different lanes may be used at once.
public final class StreamLoad {
  /// Each amount is drawn evenly from 1 to this: one to three bytes, 2.8 on average.
  public static final int AMOUNT_MAX = 100_000;

  /// Lists that streams signed beforehand share; what differs is their head and signatures.
  private static final int SHARED_LISTS = 16;

  private static final Uint256 BALANCE = new Uint256(0, 0, 1L << 40, 0);
  private static final int HTTP_HEAD_BYTES_MAX = 160;

  private final long seed;
  private final int batch;
  private final long timestamp;
  private final SettleExchange exchange;
  private final PaymentList[] shared = new PaymentList[SHARED_LISTS];
  private final Payer[] payers;

  /// What a stream has besides its list.
  ///
  /// @param isShared whether its list is one of the shared ones
  private record Signed(Change.Paid voucher, Signature listSignature, boolean isShared) {}

  /// One lane's payer: whom it pays, and the streams that it signed.
  private static final class Payer extends PayerLane<Signed> {
    final Address receiver;
    final int lane;

    Payer(Agent agent, Address receiver, int lane) {
      super(agent);
      this.receiver = receiver;
      this.lane = lane;
    }
  }

  /// @param seed from which keys, channels, receivers and amounts follow
  /// @param lanes how many channels
  /// @param batch payments in each stream
  /// @param sequencer the account that has to co-sign
  /// @param timestamp of all vouchers, seconds since 1970
  public StreamLoad(
      long seed,
      int lanes,
      int batch,
      ChannelDomain domain,
      SignatureScheme scheme,
      Address sequencer,
      long timestamp) {
    this.seed = seed;
    this.batch = batch;
    this.timestamp = timestamp;
    this.exchange = new SettleExchange(domain, scheme, sequencer, "sequencer");
    for (int i = 0; i < SHARED_LISTS; i++) {
      shared[i] = draw(new SplittableRandom(seed + i));
    }
    this.payers = new Payer[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      Agent agent = Agent.of(seed, lane, domain, scheme);
      payers[lane] = new Payer(agent, Agent.recipient(seed, lane), lane);
    }
  }

  private PaymentList draw(SplittableRandom random) {
    long[] amounts = new long[batch];
    for (int i = 0; i < batch; i++) {
      amounts[i] = random.nextInt(1, AMOUNT_MAX + 1);
    }
    return PaymentList.of(amounts);
  }

  /// How many lanes it has.
  public int lanes() {
    return payers.length;
  }

  /// How many payments each stream has.
  public int batch() {
    return batch;
  }

  /// Signs streams until every lane has this many that it has not sent yet.
  public void presign(int each) {
    for (Payer payer : payers) {
      while (payer.ahead() < each) {
        sign(payer, shared[payer.signed.size() % SHARED_LISTS], true);
      }
    }
  }

  private Change.Streamed sign(Payer payer, PaymentList list, boolean isShared) {
    Change.Streamed streamed = payer.agent.stream(payer.receiver, list, timestamp);
    payer.signed.add(new Signed(streamed.voucher(), streamed.listSignature(), isShared));
    return streamed;
  }

  /// Begins again with the first stream, for a server that has seen none of them.
  public void rewind() {
    PayerLane.rewind(payers);
  }

  /// Opens the channels of all lanes.
  ///
  /// @throws IOException if one is refused
  public void open(InetSocketAddress server) throws IOException, InterruptedException {
    PayerLane.open(payers, server, BALANCE, timestamp);
  }

  /// Appends the lane's next stream to `out` as a whole HTTP request, or nothing of it.
  ///
  /// @throws BufferOverflowException if there may be no room
  public void write(int lane, long index, ByteBuffer out) {
    Payer payer = payers[lane];
    boolean isSigned = payer.ahead() > 0;
    int largest = isSigned ? list(payer, payer.sent).byteLength() : 3 * batch;
    if (out.remaining() < HTTP_HEAD_BYTES_MAX + StreamFormat.HEAD_BYTES + largest) {
      throw new BufferOverflowException();
    }
    Change.Streamed streamed;
    if (isSigned) {
      streamed = streamed(payer, payer.sent);
    } else {
      streamed = sign(payer, draw(spot(payer, payer.sent)), false);
      payer.onTheSpot++;
    }
    payer.sent++;
    out.put(
        ("POST /stream HTTP/1.1\r\nhost: sequencer\r\ncontent-type: application/octet-stream\r\n"
                + "content-length: "
                + StreamFormat.bytes(streamed)
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    StreamFormat.write(streamed, out);
  }

  private SplittableRandom spot(Payer payer, int index) {
    return new SplittableRandom(seed ^ (long) (payer.lane + 1) << 40 ^ index);
  }

  private PaymentList list(Payer payer, int index) {
    return payer.signed.get(index).isShared()
        ? shared[index % SHARED_LISTS]
        : draw(spot(payer, index));
  }

  private Change.Streamed streamed(Payer payer, int index) {
    Signed signed = payer.signed.get(index);
    return new Change.Streamed(signed.voucher(), signed.listSignature(), list(payer, index));
  }

  /// Judges the answer to the lane's last stream: it must be a 200 that carries the signature of
  /// that very voucher.
  ///
  /// @return null if it is right, else the kind of failure
  public String judge(int lane, long index, int status, ByteBuffer body) {
    if (status != 200) {
      return "status " + status;
    }
    Payer payer = payers[lane];
    byte[] answer = new byte[body.remaining()];
    body.get(body.position(), answer);
    Signature signature = payer.signed.get(payer.acknowledged).voucher().userSignature();
    if (!SettleExchange.acknowledges(signature, answer)) {
      return "an answer to another voucher";
    }
    payer.acknowledged++;
    return null;
  }

  /// Payments in the streams that were answered with a right 200.
  public long acknowledged() {
    return batch * PayerLane.acknowledged(payers);
  }

  /// Streams that were drawn and signed while the load ran.
  public long signedOnTheSpot() {
    return PayerLane.onTheSpot(payers);
  }

  /// Reads every stream of every channel back from a server and holds it, byte for byte, against
  /// what was sent; then the channel itself: number, sum of all payments, both signatures.
  ///
  /// @return confirmed and acknowledged count micro-payments
  public PaymentLoad.Audit audit(InetSocketAddress server)
      throws IOException, InterruptedException {
    long confirmed = 0;
    long exact = 0;
    String fault = "";
    try (SequencerClient client = new SequencerClient(server)) {
      for (Payer payer : payers) {
        ReadBack found = new ReadBack(payer, client);
        confirmed += (long) batch * Math.min(found.streams, payer.acknowledged);
        String wrong = found.fault.isEmpty() ? fault(payer, found, client) : found.fault;
        if (wrong.isEmpty()) {
          exact++;
        } else if (fault.isEmpty()) {
          fault = wrong;
        }
      }
    }
    return new PaymentLoad.Audit(confirmed, acknowledged(), exact, payers.length, fault);
  }

  /// The streams of one channel, as far as they are what was sent.
  private final class ReadBack {
    private final Payer payer;
    private int streams;
    private Uint256 total = Uint256.ZERO;
    private String fault = "";

    ReadBack(Payer payer, SequencerClient client) throws IOException, InterruptedException {
      this.payer = payer;
      SequencerClient.Answer page = client.streams(payer.agent.channelId(), 1);
      while (page.status() == 200 && fault.isEmpty()) {
        compare(ByteBuffer.wrap(page.body()));
        page = client.streams(payer.agent.channelId(), streams + 1);
      }
    }

    private void compare(ByteBuffer page) {
      while (page.hasRemaining()) {
        if (streams == payer.sent) {
          fault = "channel %s has a stream that was never sent".formatted(payer.agent.channelId());
          return;
        }
        Change.Streamed sent = streamed(payer, streams);
        ByteBuffer expected = ByteBuffer.allocate(StreamFormat.bytes(sent));
        StreamFormat.write(sent, expected);
        int size = Math.min(expected.flip().remaining(), page.remaining());
        if (!page.slice(page.position(), size).equals(expected)) {
          fault =
              "stream %s of channel %s is not what was sent"
                  .formatted(Integer.toString(streams + 1), payer.agent.channelId());
          return;
        }
        page.position(page.position() + size);
        total = total.plus(sent.list().total());
        streams++;
      }
    }
  }

  private String fault(Payer payer, ReadBack found, SequencerClient client)
      throws IOException, InterruptedException {
    SequencerClient.Answer answer = client.channel(payer.agent.channelId());
    long shown = answer.channel().data().sequenceNumber();
    if (shown != found.streams || shown < payer.acknowledged) {
      return "channel %s shows voucher %s; %s streams were read back and %s acknowledged"
          .formatted(
              payer.agent.channelId(),
              Long.toString(shown),
              Integer.toString(found.streams),
              Integer.toString(payer.acknowledged));
    }
    if (shown == 0) {
      return "";
    }
    Change.Paid last = payer.signed.get(found.streams - 1).voucher();
    ChannelData data =
        new ChannelData(
            payer.agent.channelId(),
            shown,
            timestamp,
            List.of(new Recipient(payer.receiver, found.total)));
    Uint256 amount = last.transfers().getFirst().amount();
    Voucher voucher = new Voucher(data, payer.receiver, amount, null, last.userSignature());
    return exchange.fault(voucher, answer.body()).orElse("");
  }
}
