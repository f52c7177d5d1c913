package chain;

import java.net.URI;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import runtime.Program;
import sequencer.SequencerServer;
import sequencer.crypto.ChannelDomain;
import sequencer.settlement.Settlement;

/// The sequencer as a program that closes channels on a chain: all of [SequencerServer], and where
/// the chain is. It stands here because the sequencer knows no chain.
///
/// The transactions are sent by the account that co-signs, for the contract lets that one close.
/// The contract and the chain's id are those of the vouchers (`--contract`, `--chain-id`).
public final class SettlingSequencer {
  /// One answer of a node; a whole settlement has [#patienceSeconds].
  private static final Duration ANSWER = Duration.ofSeconds(5);

  @Option(
      names = "--chain-rpc",
      paramLabel = "URL",
      description = "a node's JSON-RPC, on which channels are closed; without it none is")
  private URI node;

  @Option(
      names = "--chain-confirmations",
      paramLabel = "N",
      description = "blocks that make a transaction final (default: ${DEFAULT-VALUE})")
  private int confirmations = 1;

  @Option(
      names = "--chain-patience",
      paramLabel = "SECONDS",
      description = "how long one request waits for that (default: ${DEFAULT-VALUE})")
  private int patienceSeconds = 15;

  private SettlingSequencer() {}

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    Program.run(commandLine(), arguments);
  }

  static CommandLine commandLine() {
    SettlingSequencer chain = new SettlingSequencer();
    return new SequencerServer(chain::settlement).commandLine().addMixin("chain", chain);
  }

  private Settlement settlement(ChannelDomain domain, byte[] privateKey) {
    if (node == null) {
      return null;
    }
    if (node.getScheme() == null || !node.getScheme().startsWith("http") || patienceSeconds < 1) {
      throw new IllegalArgumentException(
          "--chain-rpc is an http or https URL and --chain-patience 1 s or more, not '%s' and %s"
              .formatted(node, patienceSeconds));
    }
    Chain chain = new Chain(node, ANSWER);
    return new ChainSettlement(
        chain,
        new ChannelContract(chain, domain),
        new Account(chain, privateKey, domain.chainId()),
        new ChainSettlement.Options(confirmations, Duration.ofSeconds(patienceSeconds), 0));
  }
}
