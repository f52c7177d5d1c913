package chain;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.web3j.abi.datatypes.Function;
import sequencer.client.Voucher;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.Uint256;

/// A contract under attack on a development chain, and the honest calls that it takes.
@TestInstance(Lifecycle.PER_CLASS)
abstract class AttackedContract {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOCKED = 1_000;

  private AnvilProcess node;
  private URI chain;
  private Artifact attacked;
  Devnet net;
  int channels;

  @BeforeAll
  void start() throws Exception {
    NeedsNode.orSkip();
    node = AnvilProcess.start(AnvilProcess.Settings.blocksEvery(0));
    attack(node.address(), Artifact.of(ChannelContract.NAME));
  }

  /// From now on this contract is attacked; [ContractMutantsTest] gives weaker ones.
  void attack(URI chain, Artifact contract) throws Exception {
    this.chain = chain;
    attacked = contract;
    net = own("StableToken");
  }

  /// The contract anew, with money of its own, for what changes more than one channel.
  Devnet own(String token) throws Exception {
    return Devnet.at(chain, attacked, token);
  }

  @AfterAll
  void end() {
    if (net != null) net.close();
    if (node != null) node.close();
  }

  /// Every channel locks another amount, so that no two have the same id.
  Devnet.OpenChannel open(Devnet at) throws Exception {
    return at.open(LOCKED + channels++, HOUR);
  }

  Voucher pay(Devnet.OpenChannel channel, Address to, long amount) throws Exception {
    return channel.agent().pay(to, Uint256.of(amount), net.chain().timestamp());
  }

  Receipt close(Voucher voucher) throws Exception {
    return close(net, net.sequencer(), voucher.data(), voucher.signature().toBytes());
  }

  static Receipt close(Devnet at, Account by, ChannelData data, byte[] signature) throws Exception {
    return by.call(
        at.contract().address().toString(), ChannelContract.closing(data, signature), PATIENCE);
  }

  String why(Account by, Function call) {
    JsonRpc.Refused refused =
        assertThrows(
            JsonRpc.Refused.class,
            () ->
                net.chain()
                    .estimateGas(
                        by.address().toString(),
                        net.contract().address().toString(),
                        ChannelContract.data(call)));
    return Reverts.reason(refused);
  }

  String whyNotClosed(ChannelData data, byte[] signature) {
    return why(net.sequencer(), ChannelContract.closing(data, signature));
  }
}
