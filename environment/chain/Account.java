package chain;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.Hash;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;
import sequencer.crypto.Address;

/// Somebody with a key who sends transactions, each signed by web3j for its chain (EIP-1559).
/// Thread safe; the chain numbers the transactions of an account, so it hands in one at a time.
public final class Account {
  /// Enough for any transaction of this module, deployments included.
  static final long GAS_LIMIT = 5_000_000;

  /// For whoever makes the block, in wei for a unit of gas. A constant: a price taken from what
  /// earlier transactions paid would drive itself up.
  private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000);

  /// Keys of the ten accounts that every development chain funds (mnemonic "test test ... junk").
  private static final String[] DEVELOPMENT_KEYS = {
    "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
    "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
    "5de4111afa1a4b94908f83103eb1f1706367c2e68ca870fc3fb9a804cdab365a",
    "7c852118294e51e653712a81e05800f419141751be58f605c371e15141b007a6"
  };

  private final Chain chain;
  private final Credentials credentials;
  private final long chainId;
  private final ReentrantLock turn = new ReentrantLock();

  public Account(Chain chain, byte[] privateKey) throws IOException, InterruptedException {
    this(chain, privateKey, chain.chainId());
  }

  /// On a chain whose id is known; it is not asked.
  public Account(Chain chain, byte[] privateKey, long chainId) {
    this.chain = chain;
    this.credentials = Credentials.create(HexFormat.of().formatHex(privateKey));
    this.chainId = chainId;
  }

  /// One of the accounts that a development chain funds; 0 is the sequencer's.
  public static Account development(Chain chain, int number)
      throws IOException, InterruptedException {
    return new Account(chain, developmentKey(number));
  }

  /// The private key of [#development].
  public static byte[] developmentKey(int number) {
    return HexFormat.of().parseHex(DEVELOPMENT_KEYS[number]);
  }

  public Address address() {
    return Address.parse(credentials.getAddress());
  }

  /// A transaction, signed and not sent.
  ///
  /// @param raw as a node takes it
  /// @param hash by which its receipt is found
  public record Signed(String raw, String hash, long nonce, long gasLimit) {}

  /// Signs a call of `data` at `to`.
  ///
  /// @param baseFee of the newest block; twice as much may be charged, which six full blocks take
  public Signed sign(long nonce, BigInteger baseFee, long gasLimit, String to, String data) {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            chainId,
            BigInteger.valueOf(nonce),
            BigInteger.valueOf(gasLimit),
            to,
            BigInteger.ZERO,
            data,
            TIP,
            baseFee.multiply(BigInteger.TWO).add(TIP));
    byte[] raw = TransactionEncoder.signMessage(transaction, credentials);
    return new Signed(
        Numeric.toHexString(raw), Numeric.toHexString(Hash.sha3(raw)), nonce, gasLimit);
  }

  /// Sends a call and waits until it is in a block.
  ///
  /// @return its receipt, whether it succeeded or reverted
  /// @throws IOException if the node refuses it, or no block takes it in time
  public Receipt call(String contract, Function function, Duration patience)
      throws IOException, InterruptedException {
    return transact(contract, FunctionEncoder.encode(function), GAS_LIMIT, patience);
  }

  /// Makes a contract and waits until it is in a block.
  ///
  /// @param code bytecode and encoded arguments of its constructor
  public Receipt deploy(String code, Duration patience) throws IOException, InterruptedException {
    return transact("", code, GAS_LIMIT, patience);
  }

  Receipt transact(String to, String data, long gasLimit, Duration patience)
      throws IOException, InterruptedException {
    String hash;
    turn.lock();
    try {
      long nonce = chain.nonce(credentials.getAddress());
      hash = chain.send(sign(nonce, chain.baseFee(), gasLimit, to, data).raw());
    } finally {
      turn.unlock();
    }
    return chain
        .await(hash, patience)
        .orElseThrow(
            () ->
                new IOException(
                    "no block took transaction %s within %s".formatted(hash, patience)));
  }
}
