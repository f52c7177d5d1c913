package ledger;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Requests that are decided in order, durable together, and answered one by one. A client keeps a
/// few and fills them again and again; nothing is allocated.
///
/// ```java
/// batch.clear();
/// batch.transfer(keyHigh, keyLow, from, to, 1_500_000);
/// ledger.submit(batch);
/// batch.await();
/// batch.outcome(0);                                  // Outcome.DONE
/// ```
///
/// Every request has a key of 128 bits that its client draws. Sent again with the same key, it is
/// not done again and gets the same answer.
public final class Batch extends Work {
  /// The most requests that a batch holds.
  public static final int REQUESTS_MAX = 8_190;

  final long[] words;
  final long[] answers;
  private int count;

  /// @param capacity requests, at most [#REQUESTS_MAX]
  public Batch(int capacity) {
    if (capacity < 1 || capacity > REQUESTS_MAX) {
      throw new IllegalArgumentException(
          "a batch of " + capacity + " requests; it must be 1 to " + REQUESTS_MAX);
    }
    words = new long[capacity * Request.WORDS];
    answers = new long[capacity];
  }

  /// Forgets its requests.
  public void clear() {
    requireMine();
    count = 0;
    noted = NOTHING;
  }

  /// Has the chain say who asked for this, before what was asked for.
  public Batch noted(AuditEvent event) {
    requireMine();
    noted = event.bytes();
    return this;
  }

  /// How many requests it holds.
  public int count() {
    return count;
  }

  /// From the debit account to the credit account.
  public Batch transfer(long keyHigh, long keyLow, long debit, long credit, long amount) {
    return add(keyHigh, keyLow, debit, credit, amount, 0, 0, Request.TRANSFER);
  }

  /// The same, only held: it is to be posted or voided.
  ///
  /// @param timeoutSeconds after which it is void by itself, at most 2^32 - 1; 0 for never
  public Batch pending(
      long keyHigh, long keyLow, long debit, long credit, long amount, long timeoutSeconds) {
    if (timeoutSeconds != (timeoutSeconds & 0xFFFF_FFFFL)) {
      throw new IllegalArgumentException("a timeout of " + timeoutSeconds + " s");
    }
    long meta = Request.PENDING | timeoutSeconds << 32;
    return add(keyHigh, keyLow, debit, credit, amount, 0, 0, meta);
  }

  /// Carries out a pending transfer.
  ///
  /// @param amount at most the pending one; the rest is released
  public Batch post(long keyHigh, long keyLow, long pendingHigh, long pendingLow, long amount) {
    return add(keyHigh, keyLow, 0, 0, amount, pendingHigh, pendingLow, Request.POST);
  }

  /// Releases a pending transfer.
  public Batch release(long keyHigh, long keyLow, long pendingHigh, long pendingLow) {
    return add(keyHigh, keyLow, 0, 0, 0, pendingHigh, pendingLow, Request.VOID);
  }

  /// Opens an account.
  ///
  /// @param number not zero
  /// @param currency from 0; transfers stay within one
  /// @param mayOverdraw for system accounts: what others hold, such an account owes
  public Batch open(long keyHigh, long keyLow, long number, int currency, boolean mayOverdraw) {
    long meta = Request.OPEN | (mayOverdraw ? Request.MAY_OVERDRAW : 0);
    return add(keyHigh, keyLow, number, currency, 0, 0, 0, meta);
  }

  /// Closes an account for ever; it must hold nothing.
  public Batch close(long keyHigh, long keyLow, long number) {
    return add(keyHigh, keyLow, number, 0, 0, 0, 0, Request.CLOSE);
  }

  /// Adds requests as a client's message has them ([Request]). Nothing is looked at: what is wrong
  /// with one is its [Outcome].
  ///
  /// @param message little-endian, of whole requests
  public Batch add(ByteBuffer message) {
    requireMine();
    int more = message.remaining() / Request.BYTES;
    if (more * Request.BYTES != message.remaining() || more > answers.length - count) {
      throw new IllegalArgumentException(
          "%s bytes are no requests of 64 bytes that fit behind %s in a batch of %s"
              .formatted(message.remaining(), count, answers.length));
    }
    message.asLongBuffer().get(words, count * Request.WORDS, more * Request.WORDS);
    Arrays.fill(answers, count, count + more, 0);
    count += more;
    return this;
  }

  /// Appends its requests to a message ([Request]).
  ///
  /// @param message little-endian
  public void write(ByteBuffer message) {
    requireMine();
    message.asLongBuffer().put(words, 0, count * Request.WORDS);
    message.position(message.position() + count * Request.BYTES);
  }

  /// Links the last request with the one to come: all of a linked set is done, or nothing of it.
  /// Sets hold transfers of every kind, but no openings and closings.
  public Batch linked() {
    requireMine();
    words[last() + Request.META] |= Request.LINKED;
    return this;
  }

  /// Gives the last request a code of the client's own, 0 to 65,535.
  public Batch code(int code) {
    requireMine();
    words[last() + Request.META] |= (code & 0xFFFFL) << 16;
    return this;
  }

  /// What became of a request.
  public Outcome outcome(int index) {
    return Outcome.of(answer(index));
  }

  /// Where a request stands among all that were decided, from 1; 0 if it was not.
  public long number(int index) {
    return answer(index) >>> 8;
  }

  /// Number and outcome in one word, for whoever compares answers.
  public long answer(int index) {
    requireMine();
    if (index >= count) {
      throw new IndexOutOfBoundsException(index);
    }
    return answers[index];
  }

  boolean endsOpen() {
    return Request.isLinked(words[last() + Request.META]);
  }

  private int last() {
    if (count == 0) {
      throw new IllegalStateException("the batch is empty");
    }
    return (count - 1) * Request.WORDS;
  }

  Batch add(
      long keyHigh,
      long keyLow,
      long debit,
      long credit,
      long amount,
      long pendingHigh,
      long pendingLow,
      long meta) {
    requireMine();
    if (count == answers.length) {
      throw new IllegalStateException("the batch is full: it holds " + count + " requests");
    }
    int at = count * Request.WORDS;
    words[at + Request.KEY_LOW] = keyLow;
    words[at + Request.KEY_HIGH] = keyHigh;
    words[at + Request.DEBIT] = debit;
    words[at + Request.CREDIT] = credit;
    words[at + Request.AMOUNT] = amount;
    words[at + Request.PENDING_LOW] = pendingLow;
    words[at + Request.PENDING_HIGH] = pendingHigh;
    words[at + Request.META] = meta;
    answers[count++] = 0;
    return this;
  }
}
