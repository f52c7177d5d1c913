package labs.sequencer;

import chain.AnvilProcess;
import chain.ChainPackages;
import chain.ChainSettlement;
import chain.Devnet;
import chain.Receipt;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import kit.lab.RunPlan;
import kit.lab.ServedTrial;
import kit.lab.Trial;
import kit.stats.Latencies;
import runtime.Launch;
import sequencer.client.Agent;
import sequencer.client.ChannelSnapshot;
import sequencer.client.SequencerClient;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;
import sequencer.settlement.Settlement.Outcome.Settled;

/// A trial's own development chain, and the two ways to pay on it: a transaction for each payment,
/// and a channel through the sequencer with two transactions for all of them.
///
/// The chain is anvil, started by the lab's runtime as the sequencer is. A block time there is a
/// block time and nothing more: no network, no fee market, no finality.
public final class ChainTrial {
  /// The check that both ways make.
  public static final String TO_THE_UNIT = "the shop has every unit that was paid, on the chain";

  private static final String EXACT = "the channel's last voucher survives a kill of the sequencer";
  private static final Duration BLOCKS = Duration.ofSeconds(30);
  private static final int WARM_UP = 200;
  private static final int WARM_UP_TRANSFERS = 5;

  private final Trial trial;
  private final Devnet net;

  private ChainTrial(Trial trial, Devnet net) {
    this.trial = trial;
    this.net = net;
  }

  /// Says which checks must find evidence, that a chain runs beside the sequencer, and that Node.js
  /// is needed where it is absent.
  public static void expect(RunPlan plan) {
    plan.needs(ChainPackages.npm().absence());
    plan.memory(2 * Launch.MEMORY_BYTES);
    plan.expect(TO_THE_UNIT, "units");
  }

  /// Starts a chain that ends with the trial.
  public static ChainTrial start(Trial trial) throws Exception {
    trial.phase("starting a chain");
    InetSocketAddress node = trial.start(AnvilProcess.launch(), trial.data("chain")).address();
    URI address = URI.create("http://" + node.getAddress().getHostAddress() + ":" + node.getPort());
    return new ChainTrial(trial, trial.own(Devnet.at(address)));
  }

  /// What payments on the chain took.
  ///
  /// @param latencies from the transaction signed to its receipt
  /// @param gas of one payment to a shop that has been paid before
  public record OnChain(Latencies latencies, double meanSeconds, long gas) {}

  /// Pays a shop this many times, one ERC-20 transfer after the other.
  ///
  /// @param blockSeconds 0 for a block at each transaction
  public OnChain payOnChain(int blockSeconds, int payments) throws Exception {
    for (int i = 0; i < WARM_UP_TRANSFERS; i++) {
      net.token().transfer(net.payer(), shop(), 1);
    }
    long before = net.token().balanceOf(shop());
    net.blocksEvery(blockSeconds);
    trial.phase("paying on the chain");
    long[] ns = new long[payments];
    long gas = 0;
    long sum = 0;
    for (int i = 0; i < payments; i++) {
      long startNs = System.nanoTime();
      Receipt receipt = net.token().transfer(net.payer(), shop(), 1);
      ns[i] = System.nanoTime() - startNs;
      sum += ns[i];
      gas = receipt.gasUsed();
    }
    check(net.token().balanceOf(shop()) - before, payments);
    return new OnChain(Latencies.ofNs(ns), sum / 1e9 / payments, gas);
  }

  /// What the life of a channel took.
  ///
  /// @param transactions that payer and sequencer sent
  /// @param gas of both together
  /// @param seconds from the opening's signature to the closing's receipt, without the restart
  /// @param paySeconds the share of the payments
  /// @param arrived units that the shop has got on the chain
  public record Channel(
      long transactions,
      long openGas,
      long closeGas,
      double seconds,
      double paySeconds,
      long arrived) {
    public long gas() {
      return openGas + closeGas;
    }
  }

  /// Opens a channel, pays a shop this many times through a fresh and warm sequencer, one payment
  /// at a time and signed as it is sent, and closes the channel. Before that the sequencer is
  /// killed and started again, not timed: the voucher that is settled is the one that survived.
  ///
  /// @param blockSeconds 0 for a block at each transaction
  public Channel payThroughChannel(int blockSeconds, int payments) throws Exception {
    String contract = net.contract().address().toString();
    ServedTrial sequencer = new SequencerTrial(trial, trial.engine(), "--contract", contract);
    try (SequencerClient client = new SequencerClient(sequencer.system().address())) {
      trial.phase("warming up");
      warmUp(client);
      // A shop that was never paid costs the token 17,100 gas more, once; that is no channel's.
      net.token().mint(net.sequencer(), shop(), 1);
      long before = net.token().balanceOf(shop());
      net.blocksEvery(blockSeconds);
      trial.phase("a channel's life");
      long sent = transactionsSent();
      long startNs = System.nanoTime();
      Devnet.OpenChannel channel = net.open(payments, Duration.ofHours(1));
      long openNs = System.nanoTime();
      Voucher last = pay(client, channel, payments);
      long paidNs = System.nanoTime();
      ChannelSnapshot found = killAndFind(sequencer, last);
      long foundNs = System.nanoTime();
      Settled settled = settle(found);
      long endNs = System.nanoTime();
      long arrived = net.token().balanceOf(shop()) - before;
      check(arrived, payments);
      return new Channel(
          transactionsSent() - sent,
          channel.opening().gasUsed(),
          settled.gasUsed(),
          (endNs - foundNs + paidNs - startNs) / 1e9,
          (paidNs - openNs) / 1e9,
          arrived);
    }
  }

  private void warmUp(SequencerClient client) throws Exception {
    Agent other = Agent.of(trial.seed(), 1, net.contract().domain(), SignatureSchemes.open("auto"));
    long now = Instant.now().getEpochSecond();
    client.seed(other.seed(Uint256.of(WARM_UP), now + 3600, now)).channel();
    for (int i = 0; i < WARM_UP; i++) {
      client.settle(other.pay(shop(), Uint256.of(1), now)).channel();
    }
  }

  private Voucher pay(SequencerClient client, Devnet.OpenChannel channel, int payments)
      throws Exception {
    long now = Instant.now().getEpochSecond();
    Agent agent = channel.agent();
    client.seed(agent.seed(Uint256.of(channel.amount()), channel.expiry(), now)).channel();
    Voucher last = null;
    for (int i = 0; i < payments; i++) {
      last = agent.pay(shop(), Uint256.of(1), now);
      client.settle(last).channel();
    }
    return last;
  }

  private ChannelSnapshot killAndFind(ServedTrial sequencer, Voucher last) throws Exception {
    sequencer.restart();
    try (SequencerClient client = new SequencerClient(sequencer.system().address())) {
      ChannelSnapshot found = client.channel(last.data().channelId()).channel();
      trial.check(EXACT, found.data().equals(last.data()) ? 1 : 0, 1, "vouchers");
      return found;
    }
  }

  private Settled settle(ChannelSnapshot found) throws Exception {
    ChainSettlement settlement =
        new ChainSettlement(
            net.chain(), net.contract(), net.sequencer(), ChainSettlement.Options.waiting(BLOCKS));
    return switch (settlement.settle(found.data(), found.userSignature())) {
      case Settled settled -> settled;
      case Object other -> throw new IllegalStateException("the channel was not closed: " + other);
    };
  }

  private void check(long found, long paid) {
    trial.check(TO_THE_UNIT, Math.max(0, paid - Math.abs(found - paid)), paid, "units");
  }

  private long transactionsSent() throws Exception {
    return net.chain().nonce(net.payer().address().toString())
        + net.chain().nonce(net.sequencer().address().toString());
  }

  private Address shop() {
    return Agent.recipient(trial.seed(), 0);
  }
}
