package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
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

/// Streams for a load generator, each a voucher over a list of micro-payments.
///
/// Whoever signs on the spot draws the amounts, encodes, hashes and signs. No list has to be kept
/// to know what must be found again, since everything follows from the seed.
public class StreamLoad extends VoucherLoad<StreamLoad.Payer> {
  /// Each amount is drawn evenly from 1 to this: one to three bytes, 2.8 on average.
  public static final int AMOUNT_MAX = 100_000;

  /// Lists that streams signed beforehand share; what differs is their head and signatures.
  private static final int SHARED_LISTS = 16;

  private static final Uint256 BALANCE = new Uint256(0, 0, 1L << 40, 0);
  private static final int HTTP_HEAD_BYTES_MAX = 160;

  private final long seed;
  private final PaymentList[] shared = new PaymentList[SHARED_LISTS];

  /// What a stream has besides its list.
  ///
  /// @param isShared whether its list is one of the shared ones
  record Signed(Change.Paid voucher, Signature listSignature, boolean isShared) {}

  /// One lane's payer: whom it pays, and the streams that it signed.
  static final class Payer extends VoucherLoad.Payer<Signed> {
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
    super(
        lanes,
        lane -> new Payer(Agent.of(seed, lane, domain, scheme), Agent.recipient(seed, lane), lane),
        BALANCE,
        batch,
        new SettleExchange(domain, scheme, sequencer, "sequencer"),
        timestamp);
    this.seed = seed;
    for (int i = 0; i < SHARED_LISTS; i++) {
      shared[i] = draw(new SplittableRandom(seed + i));
    }
  }

  private PaymentList draw(SplittableRandom random) {
    long[] amounts = new long[payments];
    for (int i = 0; i < payments; i++) {
      amounts[i] = random.nextInt(1, AMOUNT_MAX + 1);
    }
    return PaymentList.of(amounts);
  }

  @Override
  void sign(Payer payer) {
    sign(payer, shared[payer.signed.size() % SHARED_LISTS], true);
  }

  private Change.Streamed sign(Payer payer, PaymentList list, boolean isShared) {
    Change.Streamed streamed = payer.agent.stream(payer.receiver, list, timestamp);
    payer.signed.add(new Signed(streamed.voucher(), streamed.listSignature(), isShared));
    return streamed;
  }

  @Override
  public void write(int lane, long index, ByteBuffer out) {
    Payer payer = payers.get(lane);
    boolean isSigned = payer.ahead() > 0;
    int largest = isSigned ? list(payer, payer.sent).byteLength() : 3 * payments;
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

  @Override
  boolean acknowledges(Payer payer, ByteBuffer body) {
    byte[] answer = new byte[body.remaining()];
    body.get(body.position(), answer);
    Signature signature = payer.signed.get(payer.acknowledged).voucher().userSignature();
    return SettleExchange.acknowledges(signature, answer);
  }

  /// Reads every stream of a channel back and holds it, byte for byte, against what was sent; then
  /// the channel itself: number, sum of all payments, both signatures.
  @Override
  Found find(Payer payer, SequencerClient client) throws IOException, InterruptedException {
    ReadBack found = new ReadBack(payer, client);
    return new Found(
        found.streams, found.fault.isEmpty() ? fault(payer, found, client) : found.fault);
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
