package chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import peers.PeerServer;
import runtime.ChildProcess;
import runtime.Launch;

/// A development chain of one's own: anvil as a child process, bound to the loopback address, with
/// ten funded accounts whose keys everybody knows.
///
/// When this process dies, however it dies, the chain ends too.
public final class AnvilProcess implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("Listening on (\\S+)");
  /// For anvil itself; the JVM beside it does nothing.
  private static final long MEMORY_BYTES = 512L << 20;

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final URI address;

  private AnvilProcess(ChildProcess process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// How a chain makes its blocks.
  ///
  /// @param blockSeconds a block every N seconds, or 0 for one at each transaction
  /// @param chainId what its transactions and vouchers are signed for
  /// @param port of the loopback address, 0 for any free one
  public record Settings(int blockSeconds, long chainId, int port) {
    /// Cronos testnet, which the document's contract lives on.
    public static final long CHAIN_ID = 338;

    public Settings {
      if (blockSeconds < 0) {
        throw new IllegalArgumentException("a block takes 0 s or more, not " + blockSeconds);
      }
      if (chainId < 1) {
        throw new IllegalArgumentException("a chain id is at least 1, not " + chainId);
      }
    }

    /// On any free port, with the documented chain's id.
    public static Settings blocksEvery(int seconds) {
      return new Settings(seconds, CHAIN_ID, 0);
    }
  }

  /// Starts a chain and returns once it listens.
  ///
  /// @throws IOException if Node.js is absent, npm cannot bring anvil, or anvil does not begin
  public static AnvilProcess start(Settings settings) throws IOException {
    List<String> command = new ArrayList<>(List.of(ChainPackages.anvil().toString()));
    command.addAll(arguments("127.0.0.1", String.valueOf(settings.port()), settings.chainId()));
    if (settings.blockSeconds() > 0) {
      command.addAll(List.of("--block-time", String.valueOf(settings.blockSeconds())));
    }
    ChildProcess anvil = ChildProcess.start("anvil", new ProcessBuilder(command));
    String address = anvil.await(LISTENING, START_LIMIT).group(1);
    return new AnvilProcess(anvil, URI.create("http://" + address));
  }

  /// How a runtime starts one, which makes a block for each transaction until it is told otherwise.
  ///
  /// @throws IOException as [#start]
  public static Launch launch() throws IOException {
    List<String> arguments = arguments("{host}", "{port}", Settings.CHAIN_ID);
    return PeerServer.launch("chain", ChainPackages.anvil(), arguments.toArray(String[]::new))
        .memoryBytes(MEMORY_BYTES);
  }

  private static List<String> arguments(String host, String port, long chainId) {
    String chain = String.valueOf(chainId);
    return List.of("--host", host, "--port", port, "--chain-id", chain, "--hardfork", "cancun");
  }

  /// Where its JSON-RPC is.
  public URI address() {
    return address;
  }

  /// Stops it in its tracks (`SIGSTOP`), as a node that hangs; [#resume] lets it go on.
  public void freeze() throws IOException, InterruptedException {
    process.signal("STOP");
  }

  /// Lets a frozen chain go on.
  public void resume() throws IOException, InterruptedException {
    process.signal("CONT");
  }

  /// Ends it as a power cut would; nothing of the chain is left.
  @Override
  public void close() {
    process.close();
  }
}
