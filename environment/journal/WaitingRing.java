package journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// What is accepted and not yet durable: records in a ring outside the heap, laid out as on disk.
/// Many producers, one consumer, no lock, no allocation.
///
/// A producer claims sequence number and place together, by one compare-and-set of [#claims],
/// copies its payload, and publishes by writing the sequence number into the record. The consumer
/// knows which number must come next and where, so the number itself is the flag. That holds only
/// because consumed bytes are cleared: otherwise a payload of the last lap could pass for it.
///
/// A record begins below [#capacity] and may run over it into a margin as long as the largest
/// record; the next one then begins where it would have ended, had it wrapped. So a record is never
/// split and nothing has to be padded.
final class WaitingRing {
  static final long FULL = -1;
  static final long STOPPED = -2;

  // claims: stopped, 1 bit; sequence number modulo 2^31; place in units of 8 bytes modulo 2^32
  private static final long STOP = Long.MIN_VALUE;
  private static final long SEQUENCE_MASK = (1L << 31) - 1;
  private static final long PLACE_MASK = (1L << 32) - 1;

  private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1 << 16);

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle CLAIMS;

  static {
    try {
      CLAIMS = MethodHandles.lookup().findVarHandle(WaitingRing.class, "claims", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int capacity;
  private final int boundBytes;
  private final ByteBuffer bytes;
  private final ByteBuffer window;
  private final CRC32C crc = new CRC32C();

  private volatile long claims;

  /// Bytes consumed and cleared since the beginning; the consumer writes it.
  private volatile long released;

  /// The last sequence number consumed; behind [#claims] by less than 2^31.
  private volatile long releasedSequence;

  /// Why a claimed record will never be published; null as long as all will.
  private volatile Throwable broken;

  /// Consumer only: the batch that was taken and not yet released.
  private int takenBytes;

  private int takenRecords;

  /// @param lastSequence the sequence number before the first one to be given
  WaitingRing(int boundBytes, int recordBytesMax, long lastSequence) {
    this(boundBytes, recordBytesMax, lastSequence, 0);
  }

  /// @param released bytes that went through before, a multiple of 8
  WaitingRing(int boundBytes, int recordBytesMax, long lastSequence, long released) {
    this.boundBytes = boundBytes;
    this.capacity = Math.max(4096, Integer.highestOneBit(2 * boundBytes - 1));
    this.bytes =
        ByteBuffer.allocateDirect(capacity + RecordFormat.size(recordBytesMax))
            .order(ByteOrder.LITTLE_ENDIAN);
    this.window = bytes.duplicate();
    this.releasedSequence = lastSequence;
    this.released = released;
    this.claims = claims(lastSequence, released / RecordFormat.ALIGNMENT);
  }

  /// Copies `length` bytes of `payload` from its position, which stays.
  ///
  /// @return its sequence number, [#FULL] or [#STOPPED]
  long offer(ByteBuffer payload, int length) {
    int size = RecordFormat.size(length);
    int position = payload.position();
    requireReadable(payload, position, length);
    while (true) {
      long base = releasedSequence;
      long start = released;
      long seen = claims;
      if (seen < 0) {
        return STOPPED;
      }
      if (waiting(seen, start) + size > boundBytes) {
        if (start == released) {
          return FULL;
        }
      } else if (CLAIMS.compareAndSet(this, seen, next(seen, size))) {
        long sequence = base + (((seen >>> 32) + 1 - base) & SEQUENCE_MASK);
        int index = index((seen & PLACE_MASK) * RecordFormat.ALIGNMENT);
        copy(payload, position, length, index);
        LONG.setRelease(bytes, index + RecordFormat.SEQUENCE, sequence);
        return sequence;
      }
    }
  }

  /// What cannot be read, as memory that was freed, must throw before a place is claimed.
  private static void requireReadable(ByteBuffer payload, int position, int length) {
    if (length > 0) {
      payload.get(position + length - 1);
    }
  }

  private void copy(ByteBuffer payload, int position, int length, int index) {
    try {
      bytes.putInt(index + RecordFormat.LENGTH, length);
      bytes.put(index + RecordFormat.PAYLOAD, payload, position, length);
    } catch (RuntimeException | Error e) {
      broken = e; // its owner changed or freed it meanwhile: there is a hole now that nothing fills
      throw e;
    }
  }

  /// No claim succeeds after this; those made before will still be published.
  void stop() {
    CLAIMS.getAndBitwiseOr(this, STOP);
  }

  /// The last sequence number given.
  long lastSequence() {
    long base = releasedSequence;
    return base + (((claims >>> 32) - base) & SEQUENCE_MASK);
  }

  /// Bytes claimed and not yet released.
  long waitingBytes() {
    long start = released;
    return waiting(claims, start);
  }

  // The consumer's side.

  /// Whether everything claimed was released.
  boolean isEmpty() {
    return waitingBytes() == 0;
  }

  /// @throws IllegalStateException if a claimed record will never come
  void requireWhole() {
    Throwable cause = broken;
    if (cause != null) {
      throw new IllegalStateException("a record could not be copied from its owner", cause);
    }
  }

  /// Whether the next record is published.
  boolean isReady() {
    return isPublished(index(released), releasedSequence + 1);
  }

  /// What the next record takes, in bytes; only when it [#isReady].
  int nextSize() {
    return RecordFormat.size(bytes.getInt(index(released) + RecordFormat.LENGTH));
  }

  /// Takes as many published records as stand in one piece and take at most `bytesMax`, finished
  /// for the disk as one commit. The result stays valid until [#release].
  ByteBuffer take(long bytesMax, int salt) {
    long commit = releasedSequence + 1;
    int start = index(released);
    int end = start;
    int records = 0;
    while (end < capacity && isPublished(end, commit + records)) {
      int size = RecordFormat.size(bytes.getInt(end + RecordFormat.LENGTH));
      if (end + size - start > bytesMax) {
        break;
      }
      finish(end, size, commit, salt);
      end += size;
      records++;
    }
    takenBytes = end - start;
    takenRecords = records;
    return window.limit(end).position(start);
  }

  int takenRecords() {
    return takenRecords;
  }

  /// Clears what was taken and gives its room to the producers.
  void release() {
    int end = index(released) + takenBytes;
    for (int at = index(released); at < end; ) {
      int length = Math.min(ZEROS.capacity(), end - at);
      bytes.put(at, ZEROS, 0, length);
      at += length;
    }
    releasedSequence += takenRecords;
    released += takenBytes;
  }

  private void finish(int index, int size, long commit, int salt) {
    bytes.putLong(index + RecordFormat.COMMIT, commit);
    crc.reset();
    crc.update(window.limit(index + size).position(index + RecordFormat.LENGTH));
    bytes.putInt(index + RecordFormat.CRC, (int) crc.getValue() ^ salt);
  }

  private boolean isPublished(int index, long sequence) {
    return (long) LONG.getAcquire(bytes, index + RecordFormat.SEQUENCE) == sequence;
  }

  private int index(long position) {
    return (int) position & capacity - 1;
  }

  private static long waiting(long claims, long released) {
    return (claims - released / RecordFormat.ALIGNMENT & PLACE_MASK) * RecordFormat.ALIGNMENT;
  }

  private static long next(long claims, int size) {
    return claims((claims >>> 32) + 1, claims + size / RecordFormat.ALIGNMENT);
  }

  private static long claims(long sequence, long place) {
    return (sequence & SEQUENCE_MASK) << 32 | place & PLACE_MASK;
  }
}
