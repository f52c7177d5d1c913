package sequencer.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Keccak256;
import sequencer.crypto.ListData;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;

/// A payer with a key and one channel. It keeps the channel's state on its own side and signs one
/// voucher after another, without asking anybody. Not thread safe.
public final class Agent {
  private final ChannelDomain domain;
  private final ChannelId channelId;
  private final Signer signer;
  private final List<Recipient> promised = new ArrayList<>();
  private long sequenceNumber;

  public Agent(ChannelDomain domain, ChannelId channelId, Signer signer) {
    this.domain = domain;
    this.channelId = channelId;
    this.signer = signer;
  }

  /// An agent with the same key, channel and past, and a future of its own. Only one of the two can
  /// pay on: the sequencer takes a number once.
  public Agent copy() {
    return resumed(new ChannelData(channelId, sequenceNumber, 0, promised));
  }

  /// An agent with the same key and channel that goes on after `last`, for example after what the
  /// sequencer shows.
  public Agent resumed(ChannelData last) {
    if (!last.channelId().equals(channelId)) {
      throw new IllegalArgumentException(
          "the agent of channel %s cannot go on in %s".formatted(channelId, last.channelId()));
    }
    Agent resumed = new Agent(domain, channelId, signer);
    resumed.promised.addAll(last.recipients());
    resumed.sequenceNumber = last.sequenceNumber();
    return resumed;
  }

  /// Agent `number` of a run: key and channel follow from the seed alone.
  public static Agent of(long seed, int number, ChannelDomain domain, SignatureScheme scheme) {
    Signer signer = scheme.signer(derived("agent key", seed, number));
    ChannelId channelId = ChannelId.read(derived("channel", seed, number), 0);
    return new Agent(domain, channelId, signer);
  }

  /// Recipient `number` of a run; nobody has its key.
  public static Address recipient(long seed, int number) {
    return Address.read(derived("recipient", seed, number), 12);
  }

  /// 32 bytes that follow from the seed. As a private key they are out of range once in 2^128.
  private static byte[] derived(String purpose, long seed, int number) {
    return Keccak256.hash("%s %s %s".formatted(purpose, seed, number).getBytes(UTF_8));
  }

  public Address address() {
    return signer.address();
  }

  public ChannelId channelId() {
    return channelId;
  }

  /// The number of the last voucher signed.
  public long sequenceNumber() {
    return sequenceNumber;
  }

  /// Signs the channel's opening: its voucher number 0, which promises nothing.
  ///
  /// @param balance what the channel holds
  /// @param expirySeconds since 1970
  /// @param timestamp seconds since 1970
  public ChannelSeed seed(Uint256 balance, long expirySeconds, long timestamp) {
    ChannelData opening = new ChannelData(channelId, 0, timestamp, List.of());
    return new ChannelSeed(
        channelId,
        address(),
        balance,
        expirySeconds,
        timestamp,
        signer.sign(domain.digest(opening)));
  }

  /// Signs the next voucher.
  ///
  /// @param amount what it adds to what `receiver` was promised before
  /// @param timestamp seconds since 1970
  /// @throws ArithmeticException if the receiver's sum leaves 256 bits
  public Voucher pay(Address receiver, Uint256 amount, long timestamp) {
    return pay(receiver, amount, null, timestamp);
  }

  /// Signs the next voucher, which pays a fee besides.
  ///
  /// @param fee whom and how much; null for no fee
  public Voucher pay(Address receiver, Uint256 amount, Recipient fee, long timestamp) {
    promise(receiver, amount);
    if (fee != null) {
      promise(fee.address(), fee.amount());
    }
    sequenceNumber++;
    ChannelData data = new ChannelData(channelId, sequenceNumber, timestamp, promised);
    return new Voucher(data, receiver, amount, fee, signer.sign(domain.digest(data)));
  }

  /// Signs the next voucher and the list of the payments that it is made of.
  ///
  /// @param timestamp seconds since 1970
  public Change.Streamed stream(Address receiver, PaymentList list, long timestamp) {
    Signature voucher = pay(receiver, list.total(), timestamp).signature();
    ListData data = new ListData(channelId, sequenceNumber, list.count(), list.hash());
    return new Change.Streamed(
        new Change.Paid(
            channelId,
            sequenceNumber,
            timestamp,
            voucher,
            List.of(new Change.Transfer(receiver, list.total()))),
        signer.sign(domain.digest(data)),
        list);
  }

  private void promise(Address receiver, Uint256 amount) {
    for (int i = 0; i < promised.size(); i++) {
      if (promised.get(i).address().equals(receiver)) {
        Uint256 sum = promised.get(i).amount().plus(amount);
        if (sum == null) {
          throw new ArithmeticException("what %s was promised leaves 256 bits".formatted(receiver));
        }
        promised.set(i, new Recipient(receiver, sum));
        return;
      }
    }
    promised.add(new Recipient(receiver, amount));
  }
}
