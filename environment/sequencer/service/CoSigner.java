package sequencer.service;

import sequencer.channel.ChannelState;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.Signature;
import sequencer.crypto.Signer;

/// The sequencer's key, at work on vouchers of one contract.
public record CoSigner(ChannelDomain domain, Signer signer) {
  Signature sign(ChannelState state) {
    return sign(domain.digest(state.data()));
  }

  Signature sign(byte[] digest) {
    return signer.sign(digest);
  }

  public Address address() {
    return signer.address();
  }
}
