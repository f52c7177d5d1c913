package sequencer.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Uint256;

/// Good payments mixed with bad ones for a load generator: each lane pays on a channel of its own,
/// and the right answer to each request is known before it is sent.
///
/// One lane is used by one thread at a time; different lanes may be used at once.
public class FaultLoad {
  private final Payer[] payers;

  private static final class Payer {
    final Faults faults;
    final Map<Faults.Kind, Tally> tallies = new EnumMap<>(Faults.Kind.class);
    Faults.Case asked;

    Payer(Faults faults) {
      this.faults = faults;
      for (Faults.Kind kind : Faults.Kind.values()) {
        tallies.put(kind, new Tally(0, 0, ""));
      }
    }
  }

  /// How the requests of one kind were answered.
  ///
  /// @param right answers that were the one known beforehand
  /// @param all answers
  /// @param wrong the first wrong one with its request, or empty
  public record Tally(long right, long all, String wrong) {
    Tally plus(Tally other) {
      return new Tally(right + other.right, all + other.all, wrong.isEmpty() ? other.wrong : wrong);
    }
  }

  /// @param seed from which keys, channels and the mix follow
  /// @param lanes how many channels
  public FaultLoad(
      long seed, int lanes, ChannelDomain domain, SignatureScheme scheme, Faults.Terms terms) {
    payers = new Payer[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      Agent agent = Agent.of(seed, lane, domain, scheme);
      SplittableRandom random = new SplittableRandom(seed + lane);
      payers[lane] = new Payer(new Faults(agent, scheme, random, terms));
    }
  }

  /// How many lanes it has.
  public int lanes() {
    return payers.length;
  }

  /// Opens the channels of all lanes.
  ///
  /// @throws IOException if one is refused
  public void begin(InetSocketAddress server) throws IOException, InterruptedException {
    try (SequencerClient client = new SequencerClient(server)) {
      for (Payer payer : payers) {
        client.seed(payer.faults.seed()).channel();
      }
    }
  }

  /// Appends the lane's next request to `out`, head and body.
  public void write(int lane, long index, ByteBuffer out) {
    Payer payer = payers[lane];
    payer.asked = payer.faults.next();
    byte[] body = payer.asked.body().getBytes(UTF_8);
    out.put(
        ("POST /settle HTTP/1.1\r\nhost: sequencer\r\ncontent-type: application/json\r\n"
                + "content-length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(US_ASCII));
    out.put(body);
  }

  /// Judges the answer to the lane's last request.
  ///
  /// @return null if it is the one known beforehand, else the kind of request that was misjudged
  public String judge(int lane, long index, int status, ByteBuffer body) {
    Payer payer = payers[lane];
    Faults.Case asked = payer.asked;
    String text = UTF_8.decode(body).toString();
    boolean isRight = status == asked.status() && text.contains(asked.contains());
    String wrong = isRight ? "" : "%s was answered %s %s".formatted(asked, "" + status, text);
    payer.tallies.merge(asked.kind(), new Tally(isRight ? 1 : 0, 1, wrong), Tally::plus);
    return isRight ? null : asked.kind().name();
  }

  /// How each kind of request was answered: the diagonal of the confusion matrix, and what is off
  /// it.
  public Map<Faults.Kind, Tally> tallies() {
    Map<Faults.Kind, Tally> sum = new EnumMap<>(Faults.Kind.class);
    for (Payer payer : payers) {
      payer.tallies.forEach((kind, tally) -> sum.merge(kind, tally, Tally::plus));
    }
    return sum;
  }

  /// What a server shows of this load.
  ///
  /// @param exact channels with just the good payments in them, in number and in sum
  /// @param channels channels looked at
  /// @param fault the first that differs, or empty
  public record Audit(long exact, long channels, String fault) {}

  /// Reads every channel from a server and holds it against the good payments.
  public Audit audit(InetSocketAddress server) throws IOException, InterruptedException {
    long exact = 0;
    String fault = "";
    try (SequencerClient client = new SequencerClient(server)) {
      for (Payer payer : payers) {
        Faults faults = payer.faults;
        ChannelSnapshot shown = client.channel(faults.agent().channelId()).channel();
        if (shown.data().sequenceNumber() == faults.payments()
            && sum(shown).equals(Uint256.of(faults.spent()))) {
          exact++;
        } else if (fault.isEmpty()) {
          fault =
              "%s after %s good payments of %s"
                  .formatted(shown, "" + faults.payments(), "" + faults.spent());
        }
      }
    }
    return new Audit(exact, payers.length, fault);
  }

  private static Uint256 sum(ChannelSnapshot shown) {
    return shown.data().recipients().stream()
        .map(Recipient::amount)
        .reduce(Uint256.ZERO, Uint256::plus);
  }
}
