package journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/// The first page of a segment file, little-endian, written once and never touched again:
///
/// ```
///    0  8 bytes  "RMJOURNL"
///    8  u32      version, 1
///   12  u32      salt of the records' checksums
///   16  u64      number of the segment: 1, 2, 3, ...
///   24  u64      sequence number of its first record
///   32  u64      size of the file in bytes
///   40  u64      identity of the journal, the same in all its segments
///   48           zeros
/// 4092  u32      CRC32C of everything before it
/// ```
record SegmentHeader(int salt, long number, long firstSequence, long segmentBytes, long journalId) {
  static final int BYTES = 4096;
  static final int VERSION = 1;

  private static final long MAGIC = 0x4c4e52554f4a4d52L; // "RMJOURNL", first letter lowest
  private static final int CRC = BYTES - 4;

  /// The header of the segment after this one.
  SegmentHeader next(int itsSalt, long itsFirstSequence, long itsSegmentBytes) {
    return new SegmentHeader(itsSalt, number + 1, itsFirstSequence, itsSegmentBytes, journalId);
  }

  ByteBuffer encode() {
    ByteBuffer page = ByteBuffer.allocateDirect(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    page.putLong(0, MAGIC).putInt(8, VERSION).putInt(12, salt).putLong(16, number);
    page.putLong(24, firstSequence).putLong(32, segmentBytes).putLong(40, journalId);
    return page.putInt(CRC, crc(page));
  }

  /// Reads the page at the beginning of `file`, which must be whole: a segment gets its name only
  /// after its header is durable, so no crash can have torn it.
  static SegmentHeader decode(SegmentReader reader, Path file) throws IOException {
    if (!reader.load(0, BYTES)) {
      throw new JournalCorrupt(file, 0, "The file is shorter than a segment's header.");
    }
    if (reader.longAt(0) != MAGIC) {
      throw new JournalCorrupt(file, 0, "This is not a journal segment.");
    }
    int version = reader.intAt(8);
    if (version != VERSION) {
      throw new JournalCorrupt(
          file, 8, "The segment has version " + version + ", and only version 1 is known.");
    }
    if (reader.crc(0, CRC) != reader.intAt(CRC)) {
      throw new JournalCorrupt(file, 0, "The segment's header is damaged.");
    }
    return new SegmentHeader(
        reader.intAt(12),
        reader.longAt(16),
        reader.longAt(24),
        reader.longAt(32),
        reader.longAt(40));
  }

  private static int crc(ByteBuffer page) {
    CRC32C crc = new CRC32C();
    crc.update(page.duplicate().limit(CRC).position(0));
    return (int) crc.getValue();
  }
}
