package labs.sequencer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import sequencer.SequencerLaunch;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.SettleExchange;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;

/// One channel's payments as another client is told to make them, and as we would make them: since
/// the key is known here as well, every byte of theirs can be compared.
public final class ForeignJob {
  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");
  private static final ChannelDomain DOMAIN = ChannelDomain.DOCUMENTED;
  private static final Uint256 BALANCE = Uint256.of(1_000_000_000);
  private static final long EXPIRY_SECONDS = 24 * 3600;

  private final byte[] key = new byte[32];
  private final Agent agent;
  private final Address receiver;
  private final long timestamp;
  private final int count;

  /// @param name from which key, channel and receiver follow
  /// @param count payments to sign ahead
  public ForeignJob(String name, int count) {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    random.nextBytes(key);
    byte[] id = new byte[ChannelId.BYTES];
    random.nextBytes(id);
    this.agent = new Agent(DOMAIN, ChannelId.read(id, 0), SCHEME.signer(key));
    this.receiver = Agent.recipient(name.hashCode(), 0);
    this.timestamp = Instant.now().getEpochSecond();
    this.count = count;
  }

  /// The job as the clients' scripts take it.
  public String json() {
    return """
    {"chainId":%s,"verifyingContract":"%s","privateKey":"0x%s","channelId":"%s","receiver":"%s","timestamp":%s,"count":%s}\
    """
        .formatted(
            DOMAIN.chainId(),
            DOMAIN.verifyingContract(),
            HexFormat.of().formatHex(key),
            agent.channelId(),
            receiver,
            timestamp,
            count);
  }

  /// The first payments, signed by us.
  private List<Voucher> ours(long payments) {
    Agent anew = agent.copy();
    return LongStream.range(0, payments)
        .mapToObj(_ -> anew.pay(receiver, Uint256.of(1), timestamp))
        .toList();
  }

  /// How many lines of `signed` carry the signature that we would have made, byte for byte.
  public long equalSignatures(String signed) {
    List<String> lines = signed.lines().toList();
    List<Voucher> ours = ours(count);
    long equal = 0;
    for (int i = 0; i < Math.min(lines.size(), ours.size()); i++) {
      equal += lines.get(i).contains('"' + ours.get(i).signature().toString() + '"') ? 1 : 0;
    }
    return equal;
  }

  /// Opens the channel at a server.
  public void open(InetSocketAddress server) throws IOException, InterruptedException {
    try (SequencerClient client = new SequencerClient(server)) {
      client.seed(agent.seed(BALANCE, timestamp + EXPIRY_SECONDS, timestamp)).channel();
    }
  }

  /// What is wrong with the channel after this many payments, as a sentence; empty if it stands
  /// where those leave it, signed as we would sign and co-signed.
  public Optional<String> fault(InetSocketAddress server, long payments)
      throws IOException, InterruptedException {
    try (SequencerClient client = new SequencerClient(server)) {
      SequencerClient.Answer shown = client.channel(agent.channelId());
      if (payments == 0) {
        return Optional.of("nothing was paid: " + new String(shown.body(), UTF_8));
      }
      return new SettleExchange(DOMAIN, SCHEME, SequencerLaunch.coSigner(), "sequencer")
          .fault(ours(payments).getLast(), shown.body());
    }
  }
}
