package sequencer;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;
import runtime.Server;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;
import sequencer.settlement.Settlement;

/// The sequencer as a program. It prints `listening on <host>:<port>` once it serves and ends on
/// SIGTERM, with everything that it acknowledged on the disk.
///
/// Exit status: 1 when the storage failed while it ran, 2 for wrong arguments, 3 when something
/// that it needs is missing or taken; each with a sentence on standard error.
@Command(
    name = "./jbang serve sequencer --",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Takes, orders and co-signs the vouchers of payment channels.")
public final class SequencerServer extends Server {
  private static final SequencerConfig DEFAULTS = SequencerConfig.of(Path.of("."));

  private final Chain chain;

  @Option(names = "--data", paramLabel = "FOLDER", description = "what must survive a restart")
  private Path data;

  @Option(
      names = "--engine",
      description = {
        "journal, postgres, postgres=jdbc:postgresql://..., or none (not durable)",
        "(default: ${DEFAULT-VALUE}); documented is a replica of the original's pattern, slow and",
        "meant as a control only"
      })
  private String engine = DEFAULTS.engine();

  @Option(
      names = "--crypto",
      description = "auto, native, jni or web3j (default: ${DEFAULT-VALUE})")
  private String crypto = DEFAULTS.crypto();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "64 hexadecimal digits, the key that co-signs; a development key if absent")
  private Path keyFile;

  @Option(
      names = "--chain-id",
      description = "EIP-712 domain (default: ${DEFAULT-VALUE}, Cronos testnet)")
  private long chainId = ChannelDomain.DOCUMENTED.chainId();

  @Option(
      names = "--contract",
      paramLabel = "ADDRESS",
      description = "EIP-712 domain (default: ${DEFAULT-VALUE})")
  private String contract = ChannelDomain.DOCUMENTED.verifyingContract().toString();

  @Option(
      names = "--seed-open",
      description = "open channels without the owner's signature, as the original does")
  private boolean seedOpen;

  @Option(names = "--threads", description = "event loops (default: ${DEFAULT-VALUE})")
  private int threads = DEFAULTS.threads();

  @Option(names = "--channels-max", description = "default: ${DEFAULT-VALUE}")
  private int channelsMax = DEFAULTS.channelsMax();

  @Option(
      names = "--cross-check",
      paramLabel = "N",
      description =
          "check one signature in N again with web3j; 0 for none (default: ${DEFAULT-VALUE})")
  private int crossCheckInterval = DEFAULTS.crossCheckInterval();

  /// Where channels are closed; asked once, when the server starts.
  public interface Chain {
    /// The chain of the command line; null if it names none. Nothing is asked of it yet: a
    /// sequencer starts while its chain is down.
    ///
    /// @throws IllegalArgumentException if its options make no sense
    Settlement open(ChannelDomain domain, byte[] privateKey);
  }

  /// A sequencer without a chain.
  public SequencerServer() {
    this((_, _) -> null);
  }

  public SequencerServer(Chain chain) {
    super(SequencerConfig.PORT);
    this.chain = chain;
  }

  /// Runs until the process is told to end.
  public static void main(String... arguments) {
    new SequencerServer().run(arguments);
  }

  @Override
  public Integer call() throws IOException {
    SequencerConfig config = config();
    Settlement settlement = settlement(config);
    try (SequencerNode node = SequencerNode.start(config, settlement)) {
      whenTold(node);
      sayHowItRuns(config, node);
      InetSocketAddress address = node.address();
      listening(address.getHostString(), address.getPort());
      err().println("sequencer: " + node.failure().join());
      return ExitStatus.FAILED.code();
    }
  }

  private Settlement settlement(SequencerConfig config) {
    try {
      return chain.open(config.domain(), config.privateKey());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private SequencerConfig config() {
    try {
      Address verifyingContract = Address.parse(contract);
      if (verifyingContract == null) {
        throw new IllegalArgumentException(
            "--contract is an address, 40 hexadecimal digits, not '" + contract + "'");
      }
      return new SequencerConfig(
          host,
          port,
          data,
          engine,
          crypto,
          privateKey(),
          new ChannelDomain(chainId, verifyingContract),
          seedOpen,
          threads,
          channelsMax,
          crossCheckInterval,
          DEFAULTS.limits());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private byte[] privateKey() {
    if (keyFile == null) {
      return SequencerConfig.DEVELOPMENT_KEY;
    }
    try {
      String text = Files.readString(keyFile).strip();
      byte[] key = HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
      SignatureSchemes.open("web3j").signer(key);
      return key;
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--key-file needs 64 hexadecimal digits in %s: %s".formatted(keyFile, e.getMessage()));
    }
  }

  private void sayHowItRuns(SequencerConfig config, SequencerNode node) {
    if (config.crypto().equals("auto") && !SignatureSchemes.fastest().reason().isEmpty()) {
      err().println("sequencer: " + SignatureSchemes.fastest().reason());
    }
    err()
        .println(
            "sequencer: engine %s%s, co-signing as %s%s, %s channels found"
                .formatted(
                    Engines.name(config.engine()),
                    config.engine().equals("none") ? " (not durable)" : "",
                    node.coSigner().address(),
                    keyFile == null ? " (development key)" : "",
                    node.channelsFound()));
  }
}
