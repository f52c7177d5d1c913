package chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A development chain of one's own: anvil as a child process, bound to the loopback address, with
/// ten funded accounts whose keys everybody knows.
///
/// The child hangs on a pipe from this process: when this one dies, however it dies, the chain ends
/// too.
public final class AnvilProcess implements AutoCloseable {
  private static final String LISTENING = "Listening on ";

  private final Process process;
  private final URI address;

  private AnvilProcess(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /// How a chain makes its blocks.
  ///
  /// @param blockSeconds a block every so many seconds, or 0 for one at each transaction
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
    return start(NodePackages.install().anvil(), "127.0.0.1", settings);
  }

  /// As [#start(Settings)], by a program that is there, and bound to any address.
  static AnvilProcess start(Path program, String host, Settings settings) throws IOException {
    Process process =
        new ProcessBuilder(command(program, host, settings)).redirectErrorStream(true).start();
    BufferedReader said = process.inputReader();
    List<String> words = new ArrayList<>();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().name("what anvil prints").start(() -> drain(said));
        return new AnvilProcess(
            process, URI.create("http://" + line.substring(LISTENING.length()).strip()));
      }
      words.add(line);
    }
    throw new IOException(
        "anvil did not begin to listen: " + (words.isEmpty() ? "no word" : words.getLast()));
  }

  /// The shell waits for the end of its standard input, whose other end only this process holds.
  private static List<String> command(Path program, String host, Settings settings) {
    List<String> anvil =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--host",
                host,
                "--port",
                String.valueOf(settings.port()),
                "--chain-id",
                String.valueOf(settings.chainId()),
                "--hardfork",
                "cancun"));
    if (settings.blockSeconds() > 0) {
      anvil.addAll(List.of("--block-time", String.valueOf(settings.blockSeconds())));
    }
    if (System.getProperty("os.name").startsWith("Windows")) {
      return anvil;
    }
    List<String> leashed = new ArrayList<>(List.of("sh", "-c", LEASH, "leash"));
    leashed.addAll(anvil);
    return leashed;
  }

  /// Ends the chain as soon as either the pipe or the chain itself ends. It uses what every shell
  /// has built in: a container may hold nothing else.
  private static final String LEASH =
      "\"$@\" </dev/null & chain=$!; exec 3<&0;"
          + " { while read -r _ <&3; do :; done; kill -9 $chain; } 2>/dev/null & watch=$!;"
          + " exec 3<&- </dev/null; wait $chain; status=$?; kill $watch 2>/dev/null; exit $status";

  private static void drain(BufferedReader said) {
    try (said) {
      while (said.readLine() != null) {
        // a full pipe would stop the chain
      }
    } catch (IOException e) {
      // it has ended
    }
  }

  /// Returns when it has ended.
  void await() throws InterruptedException {
    process.waitFor();
  }

  /// Where its JSON-RPC is.
  public URI address() {
    return address;
  }

  /// Stops it in its tracks (`SIGSTOP`), as a node that hangs; [#resume] lets it go on.
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /// Lets a frozen chain go on.
  public void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    ProcessHandle chain =
        process
            .descendants()
            .filter(child -> child.info().command().orElse("").endsWith("anvil"))
            .findFirst()
            .orElseThrow(() -> new IOException("the chain does not run"));
    new ProcessBuilder("kill", "-" + name, String.valueOf(chain.pid())).start().waitFor();
  }

  /// Ends it as a power cut would; nothing of the chain is left.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
