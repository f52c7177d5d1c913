package journal;

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
/// commit it is lost data. A *seal*, written by a clean close, carries a commit number one above
// its
/// own sequence number and no payload: it proves all records and is none.
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
}
