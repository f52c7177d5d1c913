package journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The files of a journal, laid out commit by commit without a thread, to be damaged.
final class JournalImage {
  static final Path FOLDER = Path.of("journal");
  static final int SEGMENT_BYTES = 8192;

  private final RandomGenerator random;
  private final WaitingRing ring = new WaitingRing(1 << 16, 4096, 0);
  private final List<byte[]> files = new ArrayList<>();
  private final List<Integer> offsets = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private SegmentHeader header;
  private int tail;

  JournalImage() {
    this(7);
  }

  /// @param seed of the salts and the identity
  JournalImage(long seed) {
    random = new SplittableRandom(seed);
    header = new SegmentHeader(random.nextInt(), 1, 1, SEGMENT_BYTES, random.nextLong());
    begin();
  }

  /// Records with such payloads, written together.
  JournalImage commit(int... payloadBytes) {
    for (int length : payloadBytes) {
      ring.offer(payload(ring.lastSequence() + 1, length), length);
    }
    ByteBuffer batch = ring.take(SEGMENT_BYTES - tail, header.salt());
    for (int length : payloadBytes) {
      offsets.add(tail);
      int size = RecordFormat.size(length);
      sizes.add(size);
      batch.get(files.getLast(), tail, size);
      tail += size;
    }
    ring.release();
    return this;
  }

  JournalImage seal() {
    int size = RecordFormat.size(0);
    RecordFormat.seal(ring.lastSequence(), header.salt()).get(files.getLast(), tail, size);
    tail += size;
    return this;
  }

  JournalImage roll() {
    header = header.next(random.nextInt(), ring.lastSequence() + 1, SEGMENT_BYTES);
    begin();
    return this;
  }

  /// Where the record begins in its file.
  int offset(long sequence) {
    return offsets.get((int) sequence - 1);
  }

  /// What the record takes, in bytes.
  int size(long sequence) {
    return sizes.get((int) sequence - 1);
  }

  /// Where the next record would begin in the last file.
  int tail() {
    return tail;
  }

  SimulatedDisk disk() {
    SimulatedDisk disk = new SimulatedDisk(random);
    for (int i = 0; i < files.size(); i++) {
      disk.put(name(i + 1), files.get(i).clone());
    }
    return disk;
  }

  static String name(int number) {
    return Segments.file(FOLDER, number).getFileName().toString();
  }

  /// The payload of every record that this makes.
  static ByteBuffer payload(long sequence, int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(sequence).nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  /// Recovers and tells how: `5 records`, or `refused 000000000001.journal 4096`.
  static String recover(SimulatedDisk disk) throws Exception {
    long[] count = {0};
    Replay replay =
        (sequence, payload) -> {
          count[0]++;
          if (!payload.equals(payload(sequence, payload.remaining()))) {
            throw new AssertionError("record " + sequence + " is made up");
          }
        };
    try {
      new Recovery(disk, FOLDER, 1, replay).run();
      return count[0] + " records";
    } catch (JournalCorrupt e) {
      return "refused " + e.file().getFileName() + " " + e.offset();
    }
  }

  private void begin() {
    byte[] file = new byte[SEGMENT_BYTES];
    header.encode().get(file, 0, SegmentHeader.BYTES);
    files.add(file);
    tail = SegmentHeader.BYTES;
  }
}
