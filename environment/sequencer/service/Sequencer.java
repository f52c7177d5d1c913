package sequencer.service;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.PaymentRequest;
import sequencer.channel.Refusal;
import sequencer.channel.SeedRequest;
import sequencer.channel.SeedRules;
import sequencer.channel.StreamRequest;
import sequencer.channel.StreamRules;
import sequencer.channel.Texts;
import sequencer.channel.VoucherRules;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.engine.Engine;
import sequencer.engine.EngineStopped;

/// Takes requests, one [Outcome] each. Never blocks; thread safe.
///
/// A payment is appended to the engine as soon as it is verified, and co-signed while the engine
/// writes: the signature is ready before the disk is. Nothing leaves before [Outcome#position] is
/// durable; that is the caller's duty, because only the caller knows how to wait without a thread.
public final class Sequencer {
  /// How many channels of one owner are listed, the oldest first.
  public static final int OWNED_MAX = 1_000;

  private final ChannelTable channels;
  private final Engine engine;
  private final SeedRules seedRules;
  private final VoucherRules voucherRules;
  private final StreamRules streamRules;
  private final CoSigner coSigner;
  private final InstantSource clock;

  /// @param channels filled with what `engine` replayed
  /// @throws IllegalStateException if the engine's store belongs to another contract or sequencer
  public Sequencer(
      ChannelTable channels,
      Engine engine,
      SeedRules seedRules,
      VoucherRules voucherRules,
      CoSigner coSigner,
      InstantSource clock) {
    this.channels = channels;
    this.engine = engine;
    this.seedRules = seedRules;
    this.voucherRules = voucherRules;
    this.streamRules = new StreamRules(voucherRules);
    this.coSigner = coSigner;
    this.clock = clock;
    foundOrRequireSameFounder();
  }

  private void foundOrRequireSameFounder() {
    Change.Founded mine =
        new Change.Founded(
            coSigner.domain().chainId(), coSigner.domain().verifyingContract(), coSigner.address());
    if (channels.founded() == null) {
      engine.append(mine);
    } else if (!channels.founded().equals(mine)) {
      throw new IllegalStateException(
          "the store belongs to %s; this sequencer is %s".formatted(channels.founded(), mine));
    }
  }

  /// Opens a channel. The same terms again change nothing and show the channel as it is now: a seed
  /// never resets a sequence number.
  public Outcome seed(SeedRequest request) {
    try {
      Change.Seeded seeded = seedRules.check(request);
      Version version = channels.open(seeded, engine).current();
      if (!version.state().hasTermsOf(seeded)) {
        return new Outcome.Refused(Refusal.otherTerms(), version.position());
      }
      return shown(version);
    } catch (Refusal e) {
      return new Outcome.Refused(e, 0);
    } catch (EngineFull | EngineStopped e) {
      return unavailable(e);
    }
  }

  /// Shows a channel.
  ///
  /// @param id as it stood in the path; what is no id names no channel
  public Outcome view(String id) {
    Channel channel = find(ChannelId.parse(id));
    return channel == null
        ? new Outcome.Refused(Refusal.channelNotFound(id), 0)
        : shown(channel.current());
  }

  /// Lists the channels that an owner has opened here, at most [#OWNED_MAX].
  ///
  /// @param owner as it stood in the path; what is no address owns no channel
  public Outcome ownedBy(String owner) {
    Address address = Address.parse(owner);
    if (address == null) {
      return new Outcome.Refused(Refusal.malformed("invalid address: " + owner), 0);
    }
    List<ChannelId> ids = new ArrayList<>();
    long position = 0;
    for (Channel channel : channels.ownedBy(address, OWNED_MAX)) {
      Version current = channel.current();
      ids.add(current.state().channelId());
      position = Math.max(position, current.position());
    }
    return new Outcome.Owned(address, ids, position);
  }

  /// Says what [#settle] would, and changes nothing.
  public Outcome validate(PaymentRequest request) {
    Channel channel = find(ChannelId.parse(request.channelId()));
    if (channel == null) {
      return new Outcome.Refused(Refusal.channelNotFound(request.channelId()), 0);
    }
    Version current = channel.current();
    try {
      if (voucherRules.isRepetition(current.state(), request)) {
        return shown(current);
      }
      VoucherRules.Accepted accepted = voucherRules.check(current.state(), request, nowSeconds());
      return new Outcome.Shown(accepted.next(), null, current.position());
    } catch (Refusal e) {
      return new Outcome.Refused(e, current.position());
    }
  }

  /// Accepts a payment.
  public Outcome settle(PaymentRequest request) {
    return advance(
        request.channelId(),
        new Step() {
          @Override
          public boolean isRepetition(ChannelState current) {
            return voucherRules.isRepetition(current, request);
          }

          @Override
          public Accepted check(ChannelState current) throws Refusal {
            VoucherRules.Accepted found = voucherRules.check(current, request, nowSeconds());
            return new Accepted(found.change(), found.next(), found.digest());
          }
        });
  }

  /// Accepts a payment together with the list of payments that it is made of: all of them or none.
  public Outcome stream(StreamRequest request) {
    if (!engine.takesStreams()) {
      return new Outcome.Refused(new Refusal(501, "this engine takes no streams of payments"), 0);
    }
    return advance(
        request.voucher().channelId(),
        new Step() {
          @Override
          public boolean isRepetition(ChannelState current) {
            return streamRules.isRepetition(current, request);
          }

          @Override
          public Accepted check(ChannelState current) throws Refusal {
            StreamRules.Accepted found = streamRules.check(current, request, nowSeconds());
            return new Accepted(found.change(), found.next(), found.digest());
          }
        });
  }

  /// What a request asks of its channel. It may be asked again, of a newer state.
  private interface Step {
    boolean isRepetition(ChannelState current);

    Accepted check(ChannelState current) throws Refusal;
  }

  /// A step that a channel may take.
  private record Accepted(Change change, ChannelState next, byte[] digest) {}

  private Outcome advance(String channelId, Step step) {
    Channel channel;
    try {
      channel = find(Texts.channelId(channelId));
    } catch (Refusal e) {
      return new Outcome.Refused(e, 0);
    }
    if (channel == null) {
      return new Outcome.Refused(Refusal.channelNotFound(channelId), 0);
    }
    Outcome outcome = null;
    while (outcome == null) {
      outcome = advance(channel, channel.current(), step);
    }
    return outcome;
  }

  /// One attempt against one version; null if another payment of the channel came between.
  private Outcome advance(Channel channel, Version current, Step step) {
    try {
      if (step.isRepetition(current.state())) {
        return shown(current);
      }
      Accepted accepted = step.check(current.state());
      Version next = channel.advance(current, accepted.change(), accepted.next(), engine);
      if (next == null) {
        return null;
      }
      next.coSign(coSigner, accepted.digest());
      return shown(next);
    } catch (Refusal e) {
      return new Outcome.Refused(e, current.position());
    } catch (EngineFull | EngineStopped e) {
      return unavailable(e);
    }
  }

  private Channel find(ChannelId id) {
    return id == null ? null : channels.find(id);
  }

  private Outcome shown(Version version) {
    return new Outcome.Shown(version.state(), version.coSignature(coSigner), version.position());
  }

  private static Outcome unavailable(Exception e) {
    return new Outcome.Refused(new Refusal(503, e.getMessage()), 0);
  }

  private long nowSeconds() {
    return clock.instant().getEpochSecond();
  }
}
