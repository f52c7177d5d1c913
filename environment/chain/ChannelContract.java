package chain;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.Signer;

/// A `StreamChannel` contract on a chain, ours or one with its interface.
public final class ChannelContract {
  /// What it is called among the committed ones.
  static final String NAME = "StreamChannel";

  private static final String CLOSED = Hash.sha3String("ChannelClosed(address,bytes32)");

  private final Chain chain;
  private final String address;
  private final ChannelDomain domain;

  public ChannelContract(Chain chain, Address address) throws IOException, InterruptedException {
    this(chain, new ChannelDomain(chain.chainId(), address));
  }

  /// One that is known by its domain; the chain is not asked.
  public ChannelContract(Chain chain, ChannelDomain domain) {
    this.chain = chain;
    this.address = domain.verifyingContract().toString();
    this.domain = domain;
  }

  /// Puts a new one on the chain.
  ///
  /// @param sequencer the account that alone may close
  /// @param patience how long the transaction may wait for its block
  public static ChannelContract deploy(
      Chain chain, Account by, Address token, Address sequencer, Duration patience)
      throws IOException, InterruptedException {
    return deploy(Artifact.of(NAME), chain, by, token, sequencer, patience);
  }

  /// As above, of this code.
  static ChannelContract deploy(
      Artifact channels,
      Chain chain,
      Account by,
      Address token,
      Address sequencer,
      Duration patience)
      throws IOException, InterruptedException {
    String code = channels.creation(List.of(abi(token), abi(sequencer)));
    Receipt made = by.deploy(code, patience);
    return new ChannelContract(chain, Address.parse(made.contract()));
  }

  public Address address() {
    return Address.parse(address);
  }

  /// In which its vouchers are signed.
  public ChannelDomain domain() {
    return domain;
  }

  /// The id that a channel will have.
  public ChannelId channelId(Address owner, long expirySeconds, long amount)
      throws IOException, InterruptedException {
    Function function =
        new Function(
            "getChannelId",
            List.of(abi(owner), abi(expirySeconds), abi(amount)),
            List.of(TypeReference.create(Bytes32.class)));
    return ChannelId.read((byte[]) chain.ask(address, function).getFirst().getValue(), 0);
  }

  /// What a channel holds; 0 if there is none.
  public long balance(ChannelId id) throws IOException, InterruptedException {
    return ((BigInteger) channel(id).get(1).getValue()).longValueExact();
  }

  /// The number of the voucher that was published last.
  public long publishedNumber(ChannelId id) throws IOException, InterruptedException {
    return ((BigInteger) channel(id).get(3).getValue()).longValueExact();
  }

  @SuppressWarnings("rawtypes")
  private List<Type> channel(ChannelId id) throws IOException, InterruptedException {
    TypeReference<Uint256> number = TypeReference.create(Uint256.class);
    return chain.ask(
        address,
        new Function(
            "channels",
            List.of(abi(id)),
            List.of(
                TypeReference.create(org.web3j.abi.datatypes.Address.class),
                number,
                number,
                number)));
  }

  /// The transaction that closed a channel, if one did.
  public Optional<String> closing(ChannelId id) throws IOException, InterruptedException {
    return chain.emitter(address, List.of(CLOSED, "", id.toString()));
  }

  /// Locks the payer's money, which it has approved, in a channel.
  public Receipt open(
      Account payer,
      long amount,
      long expirySeconds,
      long timestamp,
      Signature s,
      Duration patience)
      throws IOException, InterruptedException {
    return payer.call(address, opening(amount, expirySeconds, timestamp, s), patience);
  }

  static Function opening(long amount, long expirySeconds, long timestamp, Signature signature) {
    return new Function(
        "openChannel",
        List.of(
            abi(amount), abi(expirySeconds), abi(timestamp), new DynamicBytes(signature.toBytes())),
        List.of());
  }

  /// The payer's signature that opens a channel: over its voucher number 0, which promises nothing.
  public Signature signOpening(Signer payer, ChannelId id, long timestamp) {
    return payer.sign(domain.digest(new ChannelData(id, 0, timestamp, List.of())));
  }

  /// The call that pays a channel out by a voucher.
  ///
  /// @param signature the payer's, 65 bytes whatever they are
  @SuppressWarnings("rawtypes")
  public static Function closing(ChannelData data, byte[] signature) {
    List<Type> arguments = new ArrayList<>(voucher(data));
    arguments.add(new DynamicBytes(signature));
    return new Function("finalCloseBySequencer", arguments, List.of());
  }

  /// The call that records a co-signed voucher.
  @SuppressWarnings("rawtypes")
  public static Function publishing(ChannelData data, Signature payer, Signature sequencer) {
    List<Type> arguments = new ArrayList<>(voucher(data));
    arguments.add(new DynamicBytes(payer.toBytes()));
    arguments.add(new DynamicBytes(sequencer.toBytes()));
    return new Function("publishIntermediateChannelState", arguments, List.of());
  }

  /// The call by which anyone closes a channel that the sequencer has left alone.
  public static Function expiring(ChannelId id) {
    return new Function("closeAfterExpiryByAnyone", List.of(abi(id)), List.of());
  }

  /// The call in the form that a transaction carries.
  public static String data(Function function) {
    return FunctionEncoder.encode(function);
  }

  @SuppressWarnings("rawtypes")
  private static List<Type> voucher(ChannelData data) {
    List<org.web3j.abi.datatypes.Address> to =
        data.recipients().stream().map(Recipient::address).map(ChannelContract::abi).toList();
    List<Uint256> amounts =
        data.recipients().stream()
            .map(recipient -> new Uint256(new BigInteger(1, recipient.amount().toBytes())))
            .toList();
    return List.of(
        abi(data.channelId()),
        abi(data.sequenceNumber()),
        abi(data.timestamp()),
        new DynamicArray<>(org.web3j.abi.datatypes.Address.class, to),
        new DynamicArray<>(Uint256.class, amounts));
  }

  private static org.web3j.abi.datatypes.Address abi(Address account) {
    return new org.web3j.abi.datatypes.Address(account.toString());
  }

  private static Uint256 abi(long number) {
    return new Uint256(new BigInteger(Long.toUnsignedString(number)));
  }

  private static Bytes32 abi(ChannelId id) {
    byte[] bytes = new byte[ChannelId.BYTES];
    id.write(bytes, 0);
    return new Bytes32(bytes);
  }
}
