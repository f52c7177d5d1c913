package journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Where things stand in a record, in bytes from its beginning, little-endian:
///
/// ```
///  0  u32  CRC32C of everything after it, padding included, exclusive-or the segment's salt
///  4  u32  length of the payload
///  8  u64  sequence number: 1, 2, 3, ...
/// 16  u64  first sequence number of the commit that the record was written in
/// 24       payload, then zeros up to a multiple of 8
/// ```
///
/// The commit number is what makes recovery exact. A commit is written only after the one before
/// it is durable, so a record proves that everything before its commit was durable once. A damaged
/// record followed by records of its own commit is a torn write; followed by a record of a later
/// commit it is lost data. A *seal*, written by a clean close, has no payload, the last record's
/// sequence number, and a commit number one above: it proves all records and is none.
///
/// The salt, drawn at random for each segment, keeps bytes of another file (a block that the file
/// system did not clear, a payload that contains journal bytes) from being taken for records.
final class RecordFormat {
  static final int CRC = 0;
  static final int LENGTH = 4;
  static final int SEQUENCE = 8;
  static final int COMMIT = 16;
  static final int PAYLOAD = 24;
  static final int ALIGNMENT = 8;

  private RecordFormat() {}

  /// What a record with a payload of `length` bytes takes, in bytes.
  static int size(int length) {
    return (PAYLOAD + length + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// A seal on everything up to `lastSequence`.
  static ByteBuffer seal(long lastSequence, int salt) {
    ByteBuffer seal = ByteBuffer.allocateDirect(size(0)).order(ByteOrder.LITTLE_ENDIAN);
    seal.putLong(SEQUENCE, lastSequence).putLong(COMMIT, lastSequence + 1);
    CRC32C crc = new CRC32C();
    crc.update(seal.duplicate().position(LENGTH));
    return seal.putInt(CRC, (int) crc.getValue() ^ salt);
  }
}
