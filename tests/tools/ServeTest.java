package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainPackages;
import chain.Devnet;
import house.OwnCache;
import house.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.Project;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;

/// `./jbang serve sequencer`, through the real launcher: without a chain it closes no channel, with
/// one it does.
@Waiting
class ServeTest {
  private static final String LISTENING = "listening on ";

  /// The first start compiles.
  private static final int PATIENCE_S = 600;

  private static final Address SHOP = new Address(1, 2, 3);

  @TempDir Path elsewhere;
  private Process serving;
  private Path errors;

  @AfterEach
  void end() throws InterruptedException {
    if (serving == null) return;
    serving.destroy();
    if (!serving.waitFor(60, TimeUnit.SECONDS)) serving.destroyForcibly();
  }

  private void start(String... arguments) throws IOException {
    startOn("0", arguments);
  }

  private void startOn(String port, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(Project.home().resolve("jbang").toString()));
    command.addAll(List.of("serve", "sequencer", "--port", port, "--runtime", "process"));
    command.addAll(List.of(arguments));
    errors = elsewhere.resolve("errors");
    ProcessBuilder serve =
        new ProcessBuilder(command).directory(elsewhere.toFile()).redirectError(errors.toFile());
    serving = OwnCache.of(ServeTest.class, serve).start();
  }

  /// Serves a sequencer with these arguments of its own.
  private InetSocketAddress serve(String... more) throws Exception {
    start(Stream.concat(Stream.of("--"), Stream.of(more)).toArray(String[]::new));
    return listening();
  }

  private InetSocketAddress listening() throws Exception {
    BufferedReader out = new BufferedReader(new InputStreamReader(serving.getInputStream()));
    String first =
        CompletableFuture.supplyAsync(() -> line(out), Thread::startVirtualThread)
            .get(PATIENCE_S, TimeUnit.SECONDS);
    String said = Files.readString(errors);
    assertTrue(first.startsWith(LISTENING), first + said);
    assertTrue(said.contains("sequencer: engine "), said);
    String[] address = first.substring(LISTENING.length()).split(":");
    return new InetSocketAddress(address[0], Integer.parseInt(address[1]));
  }

  private static String line(BufferedReader out) {
    try {
      return String.valueOf(out.readLine());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /// Opens a channel at the sequencer, pays once, and asks to close it.
  private static Answer closing(
      InetSocketAddress at, Agent agent, long amount, long expiry, long now) throws Exception {
    try (SequencerClient client = new SequencerClient(at)) {
      client.seed(agent.seed(Uint256.of(amount), expiry, now)).channel();
      client.settle(agent.pay(SHOP, Uint256.of(7), now)).channel();
      return client.finalizeChannel(agent.channelId());
    }
  }

  private static Answer closing(InetSocketAddress at) throws Exception {
    Agent agent = Agent.of(1, 1, ChannelDomain.DOCUMENTED, SignatureSchemes.open("auto"));
    long now = System.currentTimeMillis() / 1_000;
    return closing(at, agent, 100, now + 3_600, now);
  }

  @Test
  void theSystemsOwnHelpIsHelp() throws Exception {
    start("--", "--help");
    String said = new String(serving.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, serving.waitFor());
    assertTrue(said.startsWith("Usage: ./jbang serve sequencer -- "), said);
    assertTrue(said.contains("--seed-open") && said.contains("--chain-rpc"), said);
    assertFalse(Files.readString(errors).contains("error"), Files.readString(errors));
  }

  @Test
  void aWrongArgumentOfTheSystemIsItsOwnSentence() throws Exception {
    start("--", "--crypto", "rot13");
    assertEquals(2, serving.waitFor());
    String said = Files.readString(errors);
    assertTrue(said.contains("error: ") && said.contains("rot13"), said);
    assertTrue(said.endsWith("  do        ./jbang serve sequencer -- --help\n"), said);
    assertFalse(said.contains("died") || said.contains("Usage"), said);
  }

  @Test
  void aPortThatIsNoneIsOneSentence() throws Exception {
    for (String port : List.of("99999", "-1")) {
      startOn(port);
      assertEquals(2, serving.waitFor(), port);
      String said = Files.readString(errors).replaceFirst("\\[jbang] Building jar.*\n", "");
      assertEquals(
          "error: a port lies between 0 (any free one) and 65535, launch 'sequencer' asks for "
              + port
              + "\n  do        ./jbang serve --help\n",
          said);
    }
  }

  @Test
  void aPortThatIsTakenIsToldWithTheWayToAFreeOne() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      startOn(String.valueOf(other.getLocalPort()));
      assertEquals(3, serving.waitFor());
      String said = Files.readString(errors);
      String sentence = "error: port %d on 127.0.0.1 is taken".formatted(other.getLocalPort());
      assertTrue(said.contains(sentence), said);
      assertTrue(
          said.endsWith("  do        ./jbang serve sequencer --port 0   takes a free one\n"), said);
    }
  }

  @Test
  void dataThatTheUserNamesAreKeptAndFoundAgain() throws Exception {
    Path kept = elsewhere.resolve("kept");
    Agent agent = Agent.of(1, 1, ChannelDomain.DOCUMENTED, SignatureSchemes.open("auto"));
    long now = System.currentTimeMillis() / 1_000;
    start("--data", kept.toString());
    try (SequencerClient client = new SequencerClient(listening())) {
      client.seed(agent.seed(Uint256.of(100), now + 3_600, now)).channel();
      assertEquals(200, client.settle(agent.pay(SHOP, Uint256.of(7), now)).status());
    }
    end();
    assertFalse(Files.readString(errors).contains("error"), Files.readString(errors));
    start("--data", kept.toString());
    try (SequencerClient client = new SequencerClient(listening())) {
      assertEquals(200, client.settle(agent.pay(SHOP, Uint256.of(8), now)).status());
    }
  }

  @Test
  void withoutAChainClosingIsNotImplemented() throws Exception {
    Answer answer = closing(serve());
    assertEquals(501, answer.status(), answer.text());
  }

  @Test
  void aChainThatIsDownIsAskedAgainLater() throws Exception {
    int nobody;
    try (ServerSocket taken = new ServerSocket(0)) {
      nobody = taken.getLocalPort();
    }
    Answer answer = closing(serve("--chain-rpc", "http://127.0.0.1:" + nobody));
    assertEquals(503, answer.status(), answer.text());
    assertTrue(answer.text().startsWith("{\"error\":\"Contract call failed: "), answer.text());
  }

  @Test
  void aChannelIsClosedOnTheChain() throws Exception {
    Assumptions.assumeTrue(ChainPackages.npm().absence().isEmpty(), "no Node.js with npm here");
    try (Devnet net = Devnet.start()) {
      String contract = net.contract().address().toString();
      InetSocketAddress at = serve("--chain-rpc", net.address().toString(), "--contract", contract);
      Devnet.OpenChannel channel = net.open(1_000, Duration.ofHours(1));
      long now = net.chain().timestamp();
      Answer answer = closing(at, channel.agent(), channel.amount(), channel.expiry(), now);
      assertEquals(200, answer.status(), answer.text());
      assertEquals(7, net.token().balanceOf(SHOP));
      String hash = net.contract().closing(channel.id()).orElseThrow();
      assertEquals("{\"transactionHash\":\"" + hash + "\"}", answer.text());
    }
  }
}
