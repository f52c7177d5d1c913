package journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The oracle: what was handed in, what was acknowledged, and so what may come back. Every payload
/// is different, so that a record of a former life cannot pass for a new one.
final class Promise implements DurableListener {
  private final RandomGenerator random;
  private final int payloadBytesMin;
  private final int payloadBytesMax;
  private final TreeMap<Long, byte[]> handedIn = new TreeMap<>();
  private List<byte[]> replayed = new ArrayList<>();
  private long neededFrom = 1;
  private long nonce;
  private long acknowledged;
  private int failures;

  /// Half of all promises are of records of one size: then what is left of an old record lies just
  /// where a new one will be looked for.
  Promise(RandomGenerator random, int payloadBytesMax) {
    this.random = random;
    this.payloadBytesMin = random.nextBoolean() ? 0 : payloadBytesMax;
    this.payloadBytesMax = payloadBytesMax;
  }

  /// A new payload, remembered as the record `sequence`.
  synchronized ByteBuffer handIn(long sequence) {
    byte[] payload = new byte[random.nextInt(payloadBytesMin, payloadBytesMax + 1)];
    random.nextBytes(payload);
    ByteBuffer buffer = ByteBuffer.wrap(payload);
    if (payload.length >= Long.BYTES) {
      buffer.putLong(0, nonce++);
    }
    handedIn.put(sequence, payload);
    return buffer;
  }

  @Override
  public synchronized void durableUpTo(long sequence) {
    assertTrue(sequence > acknowledged, "acknowledged twice or backwards: " + sequence);
    assertEquals(0, failures, "acknowledged after it failed");
    acknowledged = sequence;
  }

  @Override
  public synchronized void failed(IOException cause) {
    failures++;
  }

  synchronized long acknowledged() {
    return acknowledged;
  }

  /// The owner makes a snapshot of all but the last few acknowledged records.
  ///
  /// @return the first record that is still needed
  synchronized long snapshot(int few) {
    neededFrom = Math.max(neededFrom, acknowledged - few);
    return neededFrom;
  }

  synchronized long neededFrom() {
    return neededFrom;
  }

  synchronized int failures() {
    return failures;
  }

  /// Collects what comes back; to be given to the next opening.
  synchronized Replay replay() {
    replayed = new ArrayList<>();
    failures = 0;
    return (sequence, payload) -> {
      assertEquals(neededFrom + replayed.size(), sequence, "a gap");
      byte[] bytes = new byte[payload.remaining()];
      payload.get(bytes);
      replayed.add(bytes);
    };
  }

  /// Holds the replay against what was promised, after an opening that succeeded. From then on what
  /// came back is acknowledged, and what did not never will.
  synchronized void requireKept(Journal journal) {
    long last = journal.durableSequence();
    assertTrue(
        last >= acknowledged, "acknowledged up to " + acknowledged + ", came back up to " + last);
    for (int i = 0; i < replayed.size(); i++) {
      assertArrayEquals(
          handedIn.get(neededFrom + i), replayed.get(i), "record " + (neededFrom + i));
    }
    assertEquals(last, neededFrom + replayed.size() - 1);
    acknowledged = last;
    handedIn.tailMap(last, false).clear();
  }
}
