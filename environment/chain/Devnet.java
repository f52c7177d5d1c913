package chain;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sequencer.client.Agent;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;
import sequencer.crypto.Signer;

/// A development chain with all that payments need: a token, our contract on it, a sequencer that
/// may close, and a payer with money who lets the contract take it.
public final class Devnet implements AutoCloseable {
  /// What the payer has.
  public static final long MONEY = 1_000_000_000_000L;

  private static final Duration ANSWER = Duration.ofSeconds(60);

  /// The slowest chain of a lab makes a block in 5 s.
  private static final Duration BLOCK = Duration.ofSeconds(60);

  private final Optional<AnvilProcess> anvil;
  private final URI address;
  private final Chain chain;
  private final Account sequencer;
  private final Account payer;
  private final Signer payerSigner;
  private final TokenContract token;
  private final ChannelContract contract;

  private Devnet(
      Optional<AnvilProcess> anvil, URI address, Chain chain, Artifact channels, String tokenName)
      throws IOException, InterruptedException {
    SignatureScheme scheme = SignatureSchemes.open("auto");
    this.anvil = anvil;
    this.address = address;
    this.chain = chain;
    this.sequencer = Account.development(chain, 0);
    this.payer = Account.development(chain, 1);
    this.payerSigner = scheme.signer(Account.developmentKey(1));
    this.token = TokenContract.deploy(chain, sequencer, tokenName, BLOCK);
    this.contract =
        ChannelContract.deploy(
            channels, chain, sequencer, token.address(), sequencer.address(), BLOCK);
    token.mint(sequencer, payer.address(), MONEY);
    token.approve(payer, contract.address(), MONEY);
  }

  /// Starts a chain that makes a block for each transaction, and sets the scene on it.
  public static Devnet start() throws IOException, InterruptedException {
    AnvilProcess anvil = AnvilProcess.start(AnvilProcess.Settings.blocksEvery(0));
    Artifact ours = Artifact.of(ChannelContract.NAME);
    try {
      return on(Optional.of(anvil), anvil.address(), ours, "StableToken");
    } catch (IOException | InterruptedException | RuntimeException e) {
      anvil.close();
      throw e;
    }
  }

  /// Sets the scene on a development chain that somebody else started and will end.
  public static Devnet at(URI node) throws IOException, InterruptedException {
    return at(node, Artifact.of(ChannelContract.NAME), "StableToken");
  }

  /// As [#at(URI)], with another contract or token.
  static Devnet at(URI node, Artifact channels, String tokenName)
      throws IOException, InterruptedException {
    return on(Optional.empty(), node, channels, tokenName);
  }

  private static Devnet on(
      Optional<AnvilProcess> anvil, URI node, Artifact channels, String tokenName)
      throws IOException, InterruptedException {
    Chain chain = new Chain(node, ANSWER);
    try {
      return new Devnet(anvil, node, chain, channels, tokenName);
    } catch (IOException | InterruptedException | RuntimeException e) {
      chain.close();
      throw e;
    }
  }

  /// From now on a block comes every N seconds, whatever waits; 0 for one a transaction.
  public void blocksEvery(int seconds) throws IOException, InterruptedException {
    stopMining();
    if (seconds == 0) {
      chain.rpc().call("evm_setAutomine", true);
    } else {
      chain.rpc().call("evm_setIntervalMining", seconds);
    }
  }

  /// No block comes any more until [#mine].
  public void stopMining() throws IOException, InterruptedException {
    chain.rpc().call("evm_setAutomine", false);
    chain.rpc().call("evm_setIntervalMining", 0);
  }

  /// Makes this many blocks.
  public void mine(int blocks) throws IOException, InterruptedException {
    chain.rpc().call("anvil_mine", blocks);
  }

  /// Moves the chain's clock ahead and makes a block there.
  public void passTime(Duration time) throws IOException, InterruptedException {
    chain.rpc().call("evm_increaseTime", time.toSeconds());
    mine(1);
  }

  /// Replaces the newest blocks by empty ones; what was in them is lost.
  public void reorganise(int blocks) throws IOException, InterruptedException {
    chain.rpc().call("anvil_reorg", blocks, List.of());
  }

  /// A channel of the payer, open on the chain, and its agent.
  ///
  /// @param opening what opening it cost
  public record OpenChannel(Agent agent, ChannelId id, long amount, long expiry, Receipt opening) {}

  /// Locks `amount` of the payer's money for `lifetime` from the newest block on.
  public OpenChannel open(long amount, Duration lifetime) throws IOException, InterruptedException {
    long now = chain.timestamp();
    long expiry = now + lifetime.toSeconds();
    ChannelId id = contract.channelId(payer.address(), expiry, amount);
    Signature signature = contract.signOpening(payerSigner, id, now);
    Receipt opening = contract.open(payer, amount, expiry, now, signature, BLOCK);
    if (!opening.succeeded()) {
      throw new IOException("the channel could not be opened: " + opening);
    }
    return new OpenChannel(
        new Agent(contract.domain(), id, payerSigner), id, amount, expiry, opening);
  }

  public Chain chain() {
    return chain;
  }

  /// Where the node is.
  public URI address() {
    return address;
  }

  /// The node itself, to be frozen or ended.
  ///
  /// @throws java.util.NoSuchElementException if it is somebody else's
  public AnvilProcess anvil() {
    return anvil.orElseThrow();
  }

  public Account sequencer() {
    return sequencer;
  }

  public Account payer() {
    return payer;
  }

  /// The payer's key, to sign vouchers.
  public Signer payerSigner() {
    return payerSigner;
  }

  public TokenContract token() {
    return token;
  }

  public ChannelContract contract() {
    return contract;
  }

  @Override
  public void close() {
    chain.close();
    anvil.ifPresent(AnvilProcess::close);
  }
}
