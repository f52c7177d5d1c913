package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.DataFolder;
import runtime.DiskProject;
import runtime.RunningSystem;
import runtime.Runtimes;
import runtime.SystemRuntime;
import sequencer.SequencerLaunch;
import sequencer.client.Agent;
import sequencer.client.SequencerClient;
import sequencer.client.SequencerClient.Answer;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Uint256;

/// The real server with a real chain, killed between the steps of a closing: asked again, it closes
/// the channel once, tells the same transaction ever after, and the shop has its money to the unit.
@Waiting
class FinalizeCrashTest {
  private static final int PAYMENTS = 20;

  @TempDir(factory = DiskProject.class)
  private Path project;

  private SystemRuntime runtime;
  private DataFolder data;
  private Devnet net;
  private Devnet.OpenChannel channel;
  private Address shop;
  private Voucher last;

  @BeforeEach
  void start() throws Exception {
    NeedsNode.orSkip();
    net = Devnet.start();
    runtime = Runtimes.choose("process", project);
    data = runtime.newData("vouchers");
    channel = net.open(1_000, Duration.ofHours(1));
    shop = Agent.recipient(31, 1);
  }

  @AfterEach
  void end() throws IOException {
    if (net == null) return;
    net.close();
    runtime.close();
  }

  private RunningSystem sequencer() throws Exception {
    ChannelDomain domain = net.contract().domain();
    return runtime.start(
        SequencerLaunch.launch(SettlingSequencer.class, "journal")
            .and("--contract", domain.verifyingContract().toString())
            .and("--chain-id", String.valueOf(domain.chainId()))
            .and("--chain-rpc", net.address().toString())
            .brief(),
        data);
  }

  private void pay(SequencerClient client) throws Exception {
    long now = net.chain().timestamp();
    client
        .seed(channel.agent().seed(Uint256.of(channel.amount()), channel.expiry(), now))
        .channel();
    for (int i = 0; i < PAYMENTS; i++) {
      last = channel.agent().pay(shop, Uint256.of(3), now);
      client.settle(last).channel();
    }
  }

  private void assertClosedOnce(String hash) throws Exception {
    assertEquals(3 * PAYMENTS, net.token().balanceOf(shop));
    assertEquals(0, net.contract().balance(channel.id()));
    assertEquals(hash, net.contract().closing(channel.id()).orElseThrow());
  }

  /// Asks for the closing, on a connection that will break.
  private CompletableFuture<Answer> ask(RunningSystem system) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (SequencerClient client = new SequencerClient(system.address())) {
            return client.finalizeChannel(channel.id());
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        },
        Thread::startVirtualThread);
  }

  /// Waits until no payment is accepted; what tells so is durable.
  private void awaitClosing(SequencerClient client) throws Exception {
    Voucher more = channel.agent().copy().pay(shop, Uint256.of(1), last.data().timestamp());
    while (!client.validate(more).text().contains("Channel closed")) {
      Thread.onSpinWait();
    }
  }

  private static String hash(Answer answer) {
    assertEquals(200, answer.status(), answer.text());
    return answer.text().replaceAll("\\{\"transactionHash\":\"(0x[0-9a-f]{64})\"}", "$1");
  }

  @Test
  void killedBeforeTheChainHearsOfIt() throws Exception {
    RunningSystem system = sequencer();
    CompletableFuture<Answer> broken;
    try (SequencerClient client = new SequencerClient(system.address())) {
      pay(client);
      net.anvil().freeze();
      broken = ask(system);
      awaitClosing(client);
    }
    system.kill();
    net.anvil().resume();
    assertThrows(Exception.class, () -> broken.get(60, TimeUnit.SECONDS));
    assertEquals(0, net.token().balanceOf(shop));

    system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      Voucher late = channel.agent().pay(shop, Uint256.of(1), net.chain().timestamp());
      assertEquals("{\"error\":\"Channel closed\"}", client.settle(late).text());
      String hash = hash(client.finalizeChannel(channel.id()));
      assertEquals(hash, hash(client.finalizeChannel(channel.id())));
      assertClosedOnce(hash);
    }
  }

  @Test
  void killedWhileItsTransactionWaitsForABlock() throws Exception {
    RunningSystem system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      pay(client);
      String sender = net.sequencer().address().toString();
      long before = net.chain().nonce(sender);
      net.stopMining();
      CompletableFuture<Answer> broken = ask(system);
      while (net.chain().nonce(sender) == before) Thread.onSpinWait();
      system.kill();
      assertThrows(Exception.class, () -> broken.get(60, TimeUnit.SECONDS));
    }
    net.mine(1);
    String mined = net.contract().closing(channel.id()).orElseThrow();

    system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      assertEquals(mined, hash(client.finalizeChannel(channel.id())));
      assertClosedOnce(mined);
    }
  }

  @Test
  void killedAfterItTheChainIsNotNeededAnyMore() throws Exception {
    RunningSystem system = sequencer();
    String hash;
    try (SequencerClient client = new SequencerClient(system.address())) {
      pay(client);
      hash = hash(client.finalizeChannel(channel.id()));
    }
    system.kill();
    assertClosedOnce(hash);
    net.anvil().close();

    system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      assertEquals(hash, hash(client.finalizeChannel(channel.id())));
      assertEquals(last.data(), client.channel(channel.id()).channel().data());
    }
  }

  @Test
  void aChannelWithoutPaymentsGivesAllOfItBack() throws Exception {
    long before = net.token().balanceOf(net.payer().address());
    RunningSystem system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      long now = net.chain().timestamp();
      byte[] seed =
          channel.agent().seed(Uint256.of(channel.amount()), channel.expiry(), now).json();
      client.post("/channel/seed", seed);
      assertEquals(400, client.finalizeChannel(channel.id()).status());
      String hash = hash(client.post("/channel/finalize", seed));

      assertEquals(hash, net.contract().closing(channel.id()).orElseThrow());
      assertEquals(before + channel.amount(), net.token().balanceOf(net.payer().address()));
    }
  }

  @Test
  void aChannelThatTheChainDoesNotHaveIsABadGateway() throws Exception {
    RunningSystem system = sequencer();
    try (SequencerClient client = new SequencerClient(system.address())) {
      pay(client);
      Agent stranger = Agent.of(31, 2, net.contract().domain(), SignatureSchemes.open("auto"));
      long now = net.chain().timestamp();
      client.seed(stranger.seed(Uint256.of(9), now + 3600, now)).channel();
      client.settle(stranger.pay(shop, Uint256.of(1), now)).channel();
      Answer answer = client.finalizeChannel(stranger.channelId());
      assertEquals(502, answer.status());
      assertTrue(answer.text().contains("the contract refuses the voucher: NoSuchChannel"));
    }
  }
}
