package chain;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import sequencer.crypto.ChannelData;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.settlement.Settlement;
import sequencer.settlement.Settlement.Outcome.Pending;
import sequencer.settlement.Settlement.Outcome.Refused;
import sequencer.settlement.Settlement.Outcome.Settled;
import sequencer.settlement.Settlement.Outcome.Unavailable;

/// Settlement by the contract's `finalCloseBySequencer`.
///
/// What can go wrong, and what is answered:
///
/// | what | outcome |
/// | --- | --- |
/// | the node is gone, or does not answer in time | `Unavailable`, or `Pending` once handed in |
/// | no block takes it in time | `Pending`; asked again, it is found and not sent twice |
/// | a reorganisation drops it before it is deep enough | handed in again, same voucher |
/// | another process of the same account took the nonce | signed again with the next one |
/// | the gas limit was too small | signed again once with twice the limit |
/// | the account cannot pay for gas | `Unavailable`, with what it lacks |
/// | the contract reverts | `Refused` with the contract's reason; no gas is spent |
/// | the channel is closed already, by whomever | `Settled` with that transaction |
///
/// The chain itself is the memory: the contract's own event says whether a channel is closed. What
/// is remembered here only spares a second transaction while the first waits; after a restart that
/// second one is sent, finds no channel, and moves nothing.
public final class ChainSettlement implements Settlement {
  private static final int ATTEMPTS = 5;

  /// Two who share an account each lose about every other race.
  private static final int NONCES_MAX = 50;

  private static final long POLL_NS = 2_000_000;

  private final Chain chain;
  private final ChannelContract contract;
  private final Account sequencer;
  private final Options options;

  /// What waits for a block, by channel.
  private final Map<ChannelId, String> handedIn = new ConcurrentHashMap<>();

  /// Transactions of one account are numbered; two at once would take the same number.
  private final ReentrantLock turn = new ReentrantLock();

  /// @param confirmations how many blocks make a transaction final, its own included
  /// @param patience how long one call may wait for that
  /// @param gasLimit of the first attempt; 0 to ask the node and add a quarter
  public record Options(int confirmations, Duration patience, long gasLimit) {
    public Options {
      if (confirmations < 1) {
        throw new IllegalArgumentException(
            "a transaction is final after 1 block or more, not after " + confirmations);
      }
    }

    /// Final with its first block, as on a development chain.
    public static Options waiting(Duration patience) {
      return new Options(1, patience, 0);
    }
  }

  /// @param sequencer the account that the contract lets close
  public ChainSettlement(
      Chain chain, ChannelContract contract, Account sequencer, Options options) {
    this.chain = chain;
    this.contract = contract;
    this.sequencer = sequencer;
    this.options = options;
  }

  @Override
  public Outcome settle(ChannelData last, Signature signature) throws InterruptedException {
    long deadlineNs = System.nanoTime() + options.patience().toNanos();
    ChannelId channel = last.channelId();
    String call = ChannelContract.data(ChannelContract.closing(last, signature.toBytes()));
    String sent = "";
    try {
      long gasLimit = options.gasLimit();
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<String> closing = found(channel);
        if (closing.isEmpty()) {
          Account.Signed transaction = handIn(call, gasLimit);
          sent = transaction.hash();
          handedIn.put(channel, sent);
          gasLimit = transaction.gasLimit();
        } else {
          sent = closing.get();
        }
        switch (follow(channel, sent, deadlineNs)) {
          case OutOfGas spent -> {
            gasLimit = 2 * spent.gasUsed();
            handedIn.remove(channel);
          }
          case Gone _ -> handedIn.remove(channel);
          case Known known -> {
            if (!(known.outcome() instanceof Pending)) {
              handedIn.remove(channel);
            }
            return known.outcome();
          }
        }
      }
      return new Pending(channel, sent, "the chain dropped it %s times".formatted(ATTEMPTS));
    } catch (JsonRpc.Refused e) {
      return refused(channel, sent, e);
    } catch (IOException e) {
      String reason = "the chain cannot be asked: " + sentence(e);
      return sent.isEmpty() ? new Unavailable(channel, reason) : new Pending(channel, sent, reason);
    }
  }

  /// The transaction that closed the channel, or one of ours that may still do so.
  private Optional<String> found(ChannelId channel) throws IOException, InterruptedException {
    String waiting = handedIn.get(channel);
    return waiting != null && chain.knows(waiting)
        ? Optional.of(waiting)
        : contract.closing(channel);
  }

  /// What became of a transaction that was handed in.
  private sealed interface Fate {}

  private record Known(Outcome outcome) implements Fate {}

  private record OutOfGas(long gasUsed) implements Fate {}

  private record Gone() implements Fate {}

  /// Signs and sends, with a fresh nonce as long as somebody else takes it first.
  private Account.Signed handIn(String call, long gasLimit)
      throws IOException, InterruptedException {
    String from = sequencer.address().toString();
    String to = contract.address().toString();
    long limit = gasLimit > 0 ? gasLimit : chain.estimateGas(from, to, call) * 5 / 4;
    turn.lock();
    try {
      for (int attempt = 1; ; attempt++) {
        Account.Signed transaction =
            sequencer.sign(chain.nonce(from), chain.baseFee(), limit, to, call);
        try {
          chain.send(transaction.raw());
          return transaction;
        } catch (JsonRpc.Refused e) {
          if (!nonceTaken(e) || attempt == NONCES_MAX) {
            throw e;
          }
        }
      }
    } finally {
      turn.unlock();
    }
  }

  /// Waits until the transaction is deep enough, gone again, or time is up.
  private Fate follow(ChannelId channel, String hash, long deadlineNs)
      throws IOException, InterruptedException {
    boolean seen = false;
    while (true) {
      Optional<Receipt> found = chain.receipt(hash);
      if (found.isPresent()) {
        seen = true;
        Receipt receipt = found.get();
        if (!receipt.succeeded()) {
          return failed(channel, receipt);
        }
        long depth = chain.blockNumber() - receipt.blockNumber() + 1;
        if (depth >= options.confirmations()) {
          return new Known(new Settled(channel, hash, receipt.gasUsed(), receipt.blockNumber()));
        }
      } else if (seen || !chain.knows(hash)) {
        return new Gone();
      }
      if (System.nanoTime() > deadlineNs) {
        String reason = seen ? "it is not deep enough yet" : "no block has taken it yet";
        return new Known(new Pending(channel, hash, reason));
      }
      LockSupport.parkNanos(POLL_NS);
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while a settlement waits for its block");
      }
    }
  }

  /// A reverted transaction that has used up its gas ran out of it; any other lost a race: the
  /// state changed between the simulation and the block.
  private Fate failed(ChannelId channel, Receipt receipt) throws IOException, InterruptedException {
    Optional<Long> limit = chain.gasLimit(receipt.hash());
    if (limit.isPresent() && receipt.gasUsed() >= limit.get() - limit.get() / 50) {
      return new OutOfGas(receipt.gasUsed());
    }
    if (contract.closing(channel).isPresent()) {
      return new Gone();
    }
    return new Known(
        new Refused(channel, "the contract reverted it in transaction " + receipt.hash()));
  }

  private static Outcome refused(ChannelId channel, String sent, JsonRpc.Refused e) {
    String message = e.getMessage().toLowerCase(Locale.ROOT);
    if (message.contains("insufficient funds")) {
      return new Unavailable(
          channel, "the sequencer's account cannot pay for gas: " + e.getMessage());
    }
    if (message.contains("revert")) {
      return new Refused(channel, "the contract refuses the voucher: " + Reverts.reason(e));
    }
    String reason = "the node refuses: " + e.getMessage();
    return sent.isEmpty() ? new Unavailable(channel, reason) : new Pending(channel, sent, reason);
  }

  private static boolean nonceTaken(JsonRpc.Refused e) {
    String message = e.getMessage().toLowerCase(Locale.ROOT);
    return message.contains("nonce") || message.contains("underpriced");
  }

  private static String sentence(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
