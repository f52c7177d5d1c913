package chain;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;
import sequencer.crypto.Address;

/// An ERC-20 token of ours on a chain: `StableToken`, or in tests `HostileToken`.
public final class TokenContract {
  private final Chain chain;
  private final String address;
  private final Duration patience;

  private TokenContract(Chain chain, String address, Duration patience) {
    this.chain = chain;
    this.address = address;
    this.patience = patience;
  }

  /// Puts a new one on the chain.
  ///
  /// @param artifact `StableToken` or `HostileToken`
  /// @param patience how long a transaction may wait for its block
  public static TokenContract deploy(Chain chain, Account by, String artifact, Duration patience)
      throws IOException, InterruptedException {
    Receipt made = by.deploy(Artifact.of(artifact).creation(List.of()), patience);
    return new TokenContract(chain, made.contract(), patience);
  }

  public Address address() {
    return Address.parse(address);
  }

  /// Makes money for `to`.
  public Receipt mint(Account by, Address to, long amount)
      throws IOException, InterruptedException {
    return by.call(address, function("mint", to, amount), patience);
  }

  /// Lets `spender` take up to `amount` of the account's money.
  public Receipt approve(Account by, Address spender, long amount)
      throws IOException, InterruptedException {
    return by.call(address, function("approve", spender, amount), patience);
  }

  /// Pays on the chain.
  public Receipt transfer(Account by, Address to, long amount)
      throws IOException, InterruptedException {
    return by.call(address, function("transfer", to, amount), patience);
  }

  /// Calls anything else of it.
  Receipt call(Account by, Function function) throws IOException, InterruptedException {
    return by.call(address, function, patience);
  }

  /// A number that it tells.
  long ask(String name) throws IOException, InterruptedException {
    return number(new Function(name, List.of(), List.of(TypeReference.create(Uint256.class))));
  }

  public long balanceOf(Address owner) throws IOException, InterruptedException {
    return number(
        new Function(
            "balanceOf",
            List.of(new org.web3j.abi.datatypes.Address(owner.toString())),
            List.of(TypeReference.create(Uint256.class))));
  }

  private long number(Function function) throws IOException, InterruptedException {
    return ((BigInteger) chain.ask(address, function).getFirst().getValue()).longValueExact();
  }

  @SuppressWarnings("rawtypes")
  private static Function function(String name, Address account, long amount) {
    List<Type> arguments =
        List.of(
            new org.web3j.abi.datatypes.Address(account.toString()),
            new Uint256(BigInteger.valueOf(amount)));
    return new Function(name, arguments, List.of());
  }
}
