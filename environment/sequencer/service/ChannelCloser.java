package sequencer.service;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import sequencer.channel.Change;
import sequencer.channel.ChannelState;
import sequencer.channel.CloseRequest;
import sequencer.channel.ClosingRules;
import sequencer.channel.Refusal;
import sequencer.channel.Stage;
import sequencer.channel.Texts;
import sequencer.crypto.ChannelId;
import sequencer.engine.Engine;
import sequencer.engine.EngineStopped;
import sequencer.settlement.Settlement;

/// Closes channels on the chain, in three steps of which each is repeated safely after a crash:
///
/// 1. the closing becomes durable; from its append on, no payment is accepted;
/// 2. the last voucher is handed to the [Settlement];
/// 3. its transaction becomes durable; from then on the chain is not asked again.
///
/// A crash after 1 leaves a channel that takes no payments until somebody asks for its closing
/// again; a crash after 2 makes the settlement find the transaction that it sent. Thread safe;
/// the calling thread never waits.
public final class ChannelCloser implements AutoCloseable {
  /// Each waits for blocks most of the time.
  private static final int THREADS = 16;

  private static final int WAITING_MAX = 1_000;

  private final ChannelTable channels;
  private final Engine engine;
  private final ClosingRules rules;
  private final Settlement settlement;
  private final DurableGate disk;
  private final BoundedExecutor executor = new BoundedExecutor("settlement", THREADS, WAITING_MAX);

  /// What is being settled: whoever asks for the same channel meanwhile gets the same answer.
  private final Map<ChannelId, CompletableFuture<Outcome>> underWay = new ConcurrentHashMap<>();

  /// @param settlement null if this sequencer has no chain
  public ChannelCloser(
      ChannelTable channels, Engine engine, ClosingRules rules, Settlement settlement) {
    this.channels = channels;
    this.engine = engine;
    this.rules = rules;
    this.settlement = settlement;
    this.disk = settlement == null ? null : DurableGate.at(engine);
  }

  /// Closes a channel, or tells by which transaction it was closed. The answer never completes
  /// exceptionally.
  public CompletableFuture<Outcome> close(CloseRequest request) {
    try {
      Channel channel = channels.find(Texts.channelId(request.channelId()));
      if (channel == null) {
        throw Refusal.channelNotFound(request.channelId());
      }
      if (settlement == null) {
        throw new Refusal(501, "Contract call failed: this sequencer was started without a chain");
      }
      Version version = begin(channel, request);
      return version.state().stage() instanceof Stage.Closed closed
          ? CompletableFuture.completedFuture(told(closed, version))
          : settle(channel);
    } catch (Refusal e) {
      return CompletableFuture.completedFuture(new Outcome.Refused(e, 0));
    } catch (EngineFull | EngineStopped e) {
      return CompletableFuture.completedFuture(BoundedExecutor.unavailable(e.getMessage()));
    }
  }

  /// The channel's version in which it takes no more payments.
  private Version begin(Channel channel, CloseRequest request) throws Refusal, EngineFull {
    Version closing = null;
    while (closing == null) {
      Version current = channel.current();
      if (!current.state().isOpen()) {
        return current;
      }
      Change.Closing change = rules.check(current.state(), request);
      closing = channel.advance(current, change, current.state().closing(change), engine);
    }
    return closing;
  }

  private CompletableFuture<Outcome> settle(Channel channel) {
    ChannelId id = channel.current().state().channelId();
    CompletableFuture<Outcome> answer = new CompletableFuture<>();
    CompletableFuture<Outcome> before = underWay.putIfAbsent(id, answer);
    if (before != null) {
      return before;
    }
    CompletableFuture<Outcome> settled = answer.whenComplete((_, _) -> underWay.remove(id, answer));
    executor.run(() -> settleNow(channel), answer);
    return settled;
  }

  /// On a thread of its own; no other one works on this channel.
  private Outcome settleNow(Channel channel) throws InterruptedException {
    Version closing = channel.current();
    if (closing.state().stage() instanceof Stage.Closed closed) {
      return told(closed, closing);
    }
    if (!disk.await(closing.position())) {
      return BoundedExecutor.unavailable("the storage engine has stopped");
    }
    ChannelState state = closing.state();
    return switch (settlement.settle(state.data(), state.userSignature())) {
      case Settlement.Outcome.Settled settled -> closed(channel, closing, settled);
      case Settlement.Outcome.Pending pending ->
          BoundedExecutor.unavailable(
              "Contract call pending: transaction %s: %s"
                  .formatted(pending.transactionHash(), pending.reason()));
      case Settlement.Outcome.Refused refused ->
          new Outcome.Refused(new Refusal(502, "Contract call failed: " + refused.reason()), 0);
      case Settlement.Outcome.Unavailable unavailable ->
          BoundedExecutor.unavailable("Contract call failed: " + unavailable.reason());
    };
  }

  private Outcome closed(Channel channel, Version closing, Settlement.Outcome.Settled settled) {
    ChannelState state = closing.state();
    Change.Closed change = new Change.Closed(state.channelId(), settled.transactionHash());
    try {
      Version closed = channel.advance(closing, change, state.closed(change), engine);
      return new Outcome.Closed(change.transactionHash(), closed.position());
    } catch (EngineFull | EngineStopped e) {
      return BoundedExecutor.unavailable(e.getMessage());
    }
  }

  private static Outcome told(Stage.Closed closed, Version version) {
    return new Outcome.Closed(closed.transactionHash(), version.position());
  }

  /// Ends. Who still waits is told to ask again.
  @Override
  public void close() {
    executor.close();
  }
}
