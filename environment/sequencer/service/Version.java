package sequencer.service;

import sequencer.channel.ChannelState;
import sequencer.crypto.Signature;

/// One state of one channel, and the engine's position from which on it is durable.
final class Version {
  private final ChannelState state;
  private final long position;

  /// Not volatile: whoever finds it unset computes the same bytes again.
  private Signature coSignature;

  Version(ChannelState state, long position) {
    this.state = state;
    this.position = position;
  }

  ChannelState state() {
    return state;
  }

  long position() {
    return position;
  }

  /// The sequencer's signature over the last voucher; null before the first. Made when it is first
  /// asked for, so that a restart does not sign for every channel there is.
  Signature coSignature(CoSigner coSigner) {
    if (coSignature == null && state.userSignature() != null) {
      coSignature = coSigner.sign(state);
    }
    return coSignature;
  }

  /// Sets the signature over a digest that is already at hand.
  Signature coSign(CoSigner coSigner, byte[] digest) {
    coSignature = coSigner.sign(digest);
    return coSignature;
  }
}
