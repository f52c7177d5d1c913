package sequencer.client;

import java.util.List;
import java.util.Optional;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Recipient;
import sequencer.crypto.Signature;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.Signer;
import sequencer.crypto.Uint256;

/// The signature work that no sequencer can leave out, one piece at a time, for whoever calibrates
/// what a machine allows. Each method returns a number that depends on the work. Thread safe.
public final class PaymentWork {
  private static final int BALANCE = 1_000;

  private final ChannelDomain domain;
  private final SignatureScheme scheme;
  private final Signer signer;
  private final ChannelData data;
  private final byte[] digest;
  private final Signature signature;

  public PaymentWork(ChannelDomain domain, SignatureScheme scheme) {
    this.domain = domain;
    this.scheme = scheme;
    Agent agent = Agent.of(0, 0, domain, scheme);
    Address receiver = Agent.recipient(0, 0);
    this.signer = scheme.signer(keyOf(agent));
    this.data =
        new ChannelData(
            agent.channelId(), 1, 1, List.of(new Recipient(receiver, Uint256.of(BALANCE))));
    this.digest = domain.digest(data);
    this.signature = signer.sign(digest);
  }

  private static byte[] keyOf(Agent agent) {
    byte[] key = new byte[32];
    agent.channelId().write(key, 0);
    key[0] = 1;
    return key;
  }

  /// The EIP-712 digest of a voucher for one receiver.
  public long digest() {
    return domain.digest(data)[0];
  }

  /// Who made a voucher's signature.
  public long recover() {
    Optional<Address> signedBy = scheme.recover(digest, signature);
    return signedBy.orElseThrow().low();
  }

  /// A recoverable signature.
  public long sign() {
    return signer.sign(digest).v();
  }

  /// All that one payment costs a sequencer: digest, recovery, co-signature.
  public long payment() {
    return digest() + recover() + sign();
  }
}
