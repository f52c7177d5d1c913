package ledger;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.function.Consumer;

/// A record of the journal, little-endian, while it is built or read:
///
/// ```
///  0  u32  kind: 1 genesis, 2 block of requests, 3 checkpoint, 4 events
///  4  u32  requests or events in it
///  8  u64  requests decided before it
/// 16  u64  its time, microseconds since 1970; never before that of the one before
/// 24  u64  genesis: the seed of all hashes; block: a sum over its answers
/// 32       genesis: the public key (X.509); block: requests of 64 bytes; checkpoint: a signature;
///          events: of each four texts behind a byte with their length
///          then the SHA-256 of the chain
/// ```
///
/// What a request was answered follows from everything before it. The sum is there so that a replay
/// which decides otherwise is noticed.
final class Block {
  static final int GENESIS = 1;
  static final int REQUESTS = 2;
  static final int CHECKPOINT = 3;
  static final int EVENTS = 4;

  static final int HEADER = 32;
  static final int BYTES_MAX = HEADER + Batch.REQUESTS_MAX * Request.BYTES + Chain.HASH;

  private static final int COUNT = 4;
  private static final int DECIDED = 8;
  private static final int TIME = 16;
  private static final int SUM = 24;
  private static final long SUM_FACTOR = 0x9E3779B97F4A7C15L;

  private final byte[] bytes = new byte[BYTES_MAX];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final LongBuffer requests =
      buffer.slice(HEADER, BYTES_MAX - HEADER).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
  private int length;
  private int count;
  private long sum;

  void begin(int kind, long decided, long timeUs) {
    buffer.clear();
    buffer.putInt(0, kind).putLong(DECIDED, decided).putLong(TIME, timeUs);
    length = HEADER;
    count = 0;
    sum = 0;
  }

  boolean fits(int more) {
    return count + more <= Batch.REQUESTS_MAX;
  }

  void add(long[] words, int more, long[] answers) {
    requests.put(count * Request.WORDS, words, 0, more * Request.WORDS);
    count += more;
    length += more * Request.BYTES;
    sum = sum(sum, answers, more);
  }

  boolean hasRoom(byte[] event) {
    return length + event.length + Chain.HASH <= BYTES_MAX;
  }

  /// Adds an event, for which there must be room.
  void add(byte[] event) {
    buffer.put(length, event);
    length += event.length;
    count++;
  }

  /// Adds what a genesis or a checkpoint holds.
  void add(byte[] body, long value) {
    buffer.put(length, body);
    length += body.length;
    sum = value;
  }

  /// Closes it with the chain's next hash.
  ///
  /// @return the record, until the next [#begin]
  ByteBuffer seal(Chain chain) {
    buffer.putInt(COUNT, count).putLong(SUM, sum);
    chain.seal(bytes, length);
    return buffer.limit(length + Chain.HASH).position(0);
  }

  /// Takes over a record of the journal.
  void read(long sequence, ByteBuffer record) {
    int size = record.remaining();
    if (size < HEADER + Chain.HASH || size > BYTES_MAX) {
      throw new LedgerCorrupt("record %d has %d bytes, which none of a ledger has", sequence, size);
    }
    buffer.clear();
    record.get(record.position(), bytes, 0, size);
    length = size - Chain.HASH;
    count = buffer.getInt(COUNT);
    sum = buffer.getLong(SUM);
    boolean whole =
        switch (kind()) {
          case REQUESTS -> length - HEADER == count * Request.BYTES;
          case EVENTS -> true; // who reads them finds out
          default -> count == 0;
        };
    if (!whole) {
      throw new LedgerCorrupt("record %d does not hold its %d requests", sequence, count);
    }
  }

  int kind() {
    return buffer.getInt(0);
  }

  int count() {
    return count;
  }

  long decided() {
    return buffer.getLong(DECIDED);
  }

  long timeUs() {
    return buffer.getLong(TIME);
  }

  long sum() {
    return sum;
  }

  byte[] body() {
    byte[] body = new byte[length - HEADER];
    buffer.get(HEADER, body);
    return body;
  }

  /// Copies the requests out.
  void requests(long[] words) {
    requests.get(0, words, 0, count * Request.WORDS);
  }

  /// Tells of each event that it holds.
  ///
  /// @throws LedgerCorrupt if they are not as many as it says, and nothing else
  void events(long sequence, Consumer<AuditEvent> each) {
    ByteBuffer in = buffer.slice(HEADER, length - HEADER);
    try {
      for (int i = 0; i < count; i++) {
        each.accept(AuditEvent.read(in));
      }
    } catch (BufferUnderflowException e) {
      throw new LedgerCorrupt("record %d does not hold its %d events", sequence, count);
    }
    if (in.hasRemaining()) {
      throw new LedgerCorrupt("record %d holds more than its %d events", sequence, count);
    }
  }

  boolean follows(Chain chain) {
    return chain.follow(bytes, length);
  }

  /// A sum in which order counts.
  static long sum(long before, long[] answers, int count) {
    long sum = before;
    for (int i = 0; i < count; i++) {
      sum = (sum + answers[i]) * SUM_FACTOR;
    }
    return sum;
  }
}
