package ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.function.BiConsumer;
import journal.Replay;

/// Takes a ledger from record to record of its journal, and believes none: the chain must go on,
/// the answers come out as they did, the checkpoints be signed.
final class Replayer implements Replay, AutoCloseable {
  private final Block block = new Block();
  private final long[] words = new long[Batch.REQUESTS_MAX * Request.WORDS];
  private final long[] answers = new long[Batch.REQUESTS_MAX];
  private final Chain chain = new Chain();
  private State state;
  private byte[] publicKey;
  private long sequence;
  private long signed;
  private long signedSequence;
  private long checkpoints;
  private long events;
  private BiConsumer<Instant, AuditEvent> trail = (_, _) -> {};

  /// Where a ledger without a snapshot begins: at its genesis.
  Replayer() {}

  /// Where a snapshot leaves off.
  Replayer(Snapshot snapshot) {
    state = snapshot.state();
    publicKey = snapshot.publicKey();
    sequence = snapshot.sequence();
    chain.head(snapshot.hash());
    signed = state.decided();
    signedSequence = sequence;
  }

  /// Tells of every event that comes by.
  void tell(BiConsumer<Instant, AuditEvent> each) {
    trail = each;
  }

  /// The books; null before the genesis.
  State state() {
    return state;
  }

  Chain chain() {
    return chain;
  }

  byte[] publicKey() {
    return publicKey;
  }

  /// The last record.
  long sequence() {
    return sequence;
  }

  /// Requests that a signature covers.
  long signed() {
    return signed;
  }

  /// The last record that a signature covers, and is the signature itself; 0 before the first.
  long signedSequence() {
    return signedSequence;
  }

  long checkpoints() {
    return checkpoints;
  }

  long events() {
    return events;
  }

  /// Goes on with a record that was never written yet: a new ledger begins with one.
  void begin(Block genesis) {
    state = new State(genesis.sum());
    state.advance(genesis.timeUs());
    publicKey = genesis.body();
    sequence = 1;
  }

  @Override
  public void record(long number, ByteBuffer payload) {
    byte[] before = chain.head();
    block.read(number, payload);
    if (!block.follows(chain)) {
      throw new LedgerCorrupt("record %d does not continue the chain: it was changed", number);
    }
    boolean isGenesis = block.kind() == Block.GENESIS;
    if (isGenesis != (state == null) || !isGenesis && block.decided() != state.decided()) {
      throw new LedgerCorrupt("record %d does not follow the one before it", number);
    }
    switch (block.kind()) {
      case Block.GENESIS -> begin(block);
      case Block.REQUESTS -> apply(number);
      case Block.CHECKPOINT -> check(number, before);
      case Block.EVENTS -> events(number);
      default -> throw new LedgerCorrupt("record %d is of no known kind", number);
    }
    sequence = number;
  }

  private void advance(long number) {
    if (state.advance(block.timeUs()) != block.timeUs()) {
      throw new LedgerCorrupt("record %d is from before the one before it", number);
    }
  }

  private void events(long number) {
    advance(number);
    Instant at = Instant.EPOCH.plus(block.timeUs(), ChronoUnit.MICROS);
    block.events(number, event -> trail.accept(at, event));
    events += block.count();
  }

  private void apply(long number) {
    advance(number);
    block.requests(words);
    state.apply(words, block.count(), answers);
    if (Block.sum(0, answers, block.count()) != block.sum()) {
      throw new LedgerCorrupt("record %d was answered otherwise than it is now", number);
    }
  }

  private void check(long number, byte[] hash) {
    if (!Signer.isSigned(block.body(), publicKey, block.decided(), hash)) {
      throw new LedgerCorrupt("the checkpoint in record %d is not signed by the ledger", number);
    }
    signed = block.decided();
    signedSequence = number;
    checkpoints++;
  }

  /// Whether a key is the ledger's own.
  boolean isKey(byte[] key) {
    return Arrays.equals(key, publicKey);
  }

  @Override
  public void close() {
    if (state != null) {
      state.close();
    }
  }
}
