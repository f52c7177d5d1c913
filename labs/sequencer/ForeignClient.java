package labs.sequencer;

import chain.ChainPackages;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import peers.Peer;
import peers.PythonPackages;
import runtime.Project;

/// A client whose signatures and HTTP are other people's: eth-account and httpx for Python, ethers
/// and fetch for Node.js. The few lines that put them together are `clients/pay.py` and
/// `clients/pay.mjs`, which take the same commands.
///
/// @param peer the interpreter and the script
public record ForeignClient(Peer peer) {
  private static final String FOLDER = "labs/sequencer/clients";
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What pip brings for the Python client.
  public static PythonPackages packages() {
    return PythonPackages.of(Project.home().resolve(FOLDER));
  }

  /// eth-account and httpx.
  ///
  /// @throws IOException if this machine lacks Python, or a package is not available
  public static ForeignClient python() throws IOException {
    PythonPackages packages = packages();
    packages.install();
    return new ForeignClient(Peer.of("Python", packages.python().toString(), script("pay.py")));
  }

  /// ethers and fetch.
  ///
  /// @throws IOException if this machine lacks Node.js, or a package is not available
  public static ForeignClient node() throws IOException {
    ChainPackages.npm().install();
    return new ForeignClient(Peer.of("Node.js", "node", script("pay.mjs")));
  }

  private static String script(String name) {
    return Project.home().resolve(FOLDER).resolve(name).toString();
  }

  /// For tables and messages.
  public String name() {
    return peer.name();
  }

  /// What a client saw.
  ///
  /// @param accepted payments answered with a right 200
  /// @param elapsedNs by its own clock, over all payments
  /// @param cpuNs that its process used meanwhile
  /// @param latenciesNs of each payment
  /// @param signingNs spent in signing, by its own clock
  /// @param outsideNs from the word to begin to the last word, by the clock of this process
  public record Seen(
      long accepted,
      long elapsedNs,
      long cpuNs,
      long[] latenciesNs,
      long signingNs,
      long outsideNs) {
    public int sent() {
      return latenciesNs.length;
    }

    public double throughputPerSecond() {
      return accepted * 1e9 / elapsedNs;
    }
  }

  /// Signs the payments of `job`: a body of `/settle` a line.
  ///
  /// @param job JSON, as `pay.py` describes it
  public String sign(String job) throws IOException {
    return peer.output("", "sign", job);
  }

  /// Signs vouchers and tells who signed them before.
  ///
  /// @param vouchers a JSON array, as in `datasets/workloads/sequencer-vectors.json`
  /// @return for each `digest`, `signature` and `signedBy`
  public List<Map<String, String>> vouch(String vouchers) throws IOException {
    return JSON.readValue(peer.output(vouchers, "vouch"), new TypeReference<>() {});
  }

  /// Sends signed payments, each after the answer to the last.
  ///
  /// @param bodies one a line
  public Seen burst(InetSocketAddress server, Path bodies) throws IOException {
    return seen(peer.timed("burst", url(server), bodies.toString()));
  }

  /// Signs and sends in turns.
  public Seen live(InetSocketAddress server, String job, double seconds) throws IOException {
    return seen(peer.timed("live", url(server), job, Double.toString(seconds)));
  }

  private static String url(InetSocketAddress server) {
    return "http://%s:%s".formatted(server.getHostString(), server.getPort());
  }

  private static Seen seen(Peer.Seen client) throws IOException {
    JsonNode said = JSON.readTree(client.json());
    return new Seen(
        said.required("accepted").asLong(),
        said.required("elapsedNs").asLong(),
        said.required("cpuNs").asLong(),
        JSON.convertValue(said.required("latenciesNs"), long[].class),
        said.required("signingNs").asLong(),
        client.outsideNs());
  }
}
