package journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a journal back: every segment, every record, in order. It cuts what an unfinished commit
/// left at the end of the last segment, and refuses everything else that is not as it was written.
final class Recovery {

  /// What was found, with the last segment open and ready to be appended to.
  ///
  /// @param active null if the folder held no segment
  /// @param tail where the next record belongs in the active segment
  record Found(
      List<Segments.Segment> segments,
      Disk.Handle active,
      long activeBytes,
      int activeSalt,
      long tail,
      long journalId,
      long lastSequence) {}

  private final Disk disk;
  private final Path folder;
  private final long replayFrom;
  private final Replay replay;
  private final List<Segments.Segment> segments = new ArrayList<>();

  // Of the segment being read.
  private Path file;
  private SegmentReader reader;
  private SegmentHeader header;
  private long tail;
  private long commitStart;
  private long commit;

  private long journalId;
  private long lastSequence;

  Recovery(Disk disk, Path folder, long replayFrom, Replay replay) {
    this.disk = disk;
    this.folder = folder;
    this.replayFrom = replayFrom;
    this.replay = replay;
  }

  /// @param freshId the identity of the journal if there is none yet
  Found run(long freshId) throws IOException {
    List<Long> numbers =
        disk.names(folder).stream().map(Segments::number).filter(n -> n > 0).sorted().toList();
    journalId = freshId;
    for (int i = 0; i < numbers.size(); i++) {
      boolean last = i == numbers.size() - 1;
      read(numbers.get(i), last);
      if (!last) {
        reader.close();
      }
    }
    checkReach();
    if (disk.names(folder).contains(SpareSegment.NAME)) {
      disk.delete(folder.resolve(SpareSegment.NAME));
    }
    if (numbers.isEmpty()) {
      return new Found(segments, null, 0, 0, 0, journalId, 0);
    }
    settle();
    return new Found(
        segments,
        reader.handle(),
        header.segmentBytes(),
        header.salt(),
        tail,
        journalId,
        lastSequence);
  }

  /// Closes what is open, after a refusal.
  void abandon() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }

  private void read(long number, boolean last) throws IOException {
    Path previousFile = file;
    long previousTail = tail;
    file = Segments.file(folder, number);
    reader = new SegmentReader(disk.open(file));
    header = SegmentHeader.decode(reader, file);
    checkHeader(number);
    if (segments.isEmpty()) {
      journalId = header.journalId();
      lastSequence = header.firstSequence() - 1;
    } else if (header.firstSequence() != lastSequence + 1) {
      throw new JournalCorrupt(
          previousFile,
          previousTail,
          "The records end at sequence "
              + lastSequence
              + ", but the next segment begins at "
              + header.firstSequence()
              + ".");
    }
    segments.add(new Segments.Segment(file, number, header.firstSequence()));
    readRecords();
    if (last) {
      checkTear();
    }
  }

  private void checkHeader(long number) throws JournalCorrupt {
    if (header.number() != number) {
      throw new JournalCorrupt(
          file, 16, "The header says segment " + header.number() + ", the file's name another.");
    }
    if (header.segmentBytes() != reader.fileBytes()) {
      throw new JournalCorrupt(
          file,
          reader.fileBytes(),
          "The file should have " + header.segmentBytes() + " bytes and has another size.");
    }
    if (!segments.isEmpty() && header.journalId() != journalId) {
      throw new JournalCorrupt(file, 40, "The segment belongs to another journal.");
    }
    if (!segments.isEmpty() && segments.getLast().number() != number - 1) {
      throw new JournalCorrupt(
          Segments.file(folder, number - 1), 0, "The segment is missing between its neighbours.");
    }
  }

  private void readRecords() throws IOException {
    tail = SegmentHeader.BYTES;
    commitStart = tail;
    commit = header.firstSequence();
    for (int size = validSize(tail); size > 0; size = validSize(tail)) {
      long sequence = reader.longAt(tail + RecordFormat.SEQUENCE);
      long itsCommit = reader.longAt(tail + RecordFormat.COMMIT);
      boolean seal = itsCommit == sequence + 1;
      if (sequence != (seal ? lastSequence : lastSequence + 1)) {
        return;
      }
      if (itsCommit != commit || seal) {
        commit = itsCommit;
        commitStart = tail;
      }
      if (!seal) {
        lastSequence = sequence;
        if (sequence >= replayFrom) {
          int length = reader.intAt(tail + RecordFormat.LENGTH);
          replay.record(sequence, reader.view(tail + RecordFormat.PAYLOAD, length));
        }
      }
      tail += size;
    }
  }

  /// The size of the record at `offset`, or 0 if none stands there whole.
  private int validSize(long offset) throws IOException {
    if (!reader.load(offset, RecordFormat.PAYLOAD)) {
      return 0;
    }
    int length = reader.intAt(offset + RecordFormat.LENGTH);
    if (length < 0 || length > reader.fileBytes() - offset - RecordFormat.PAYLOAD) {
      return 0;
    }
    int size = RecordFormat.size(length);
    if (!reader.load(offset, size)) {
      return 0;
    }
    int crc = reader.crc(offset + RecordFormat.LENGTH, size - RecordFormat.LENGTH) ^ header.salt();
    return crc == reader.intAt(offset + RecordFormat.CRC) ? size : 0;
  }

  /// Looks behind the tail for a proof that more than the tail was durable once.
  private void checkTear() throws IOException {
    long offset = tail;
    while (reader.load(offset, RecordFormat.PAYLOAD)) {
      long sequence = reader.longAt(offset + RecordFormat.SEQUENCE);
      long itsCommit = reader.longAt(offset + RecordFormat.COMMIT);
      // Cheap tests first: a commit beyond the first lost record, and not beyond its own record.
      if (itsCommit > lastSequence + 1 && itsCommit <= sequence + 1 && validSize(offset) > 0) {
        throw new JournalCorrupt(
            file,
            tail,
            "The record "
                + (lastSequence + 1)
                + " is damaged; it was durable, for a record at byte "
                + offset
                + " was written after it.");
      }
      offset += RecordFormat.ALIGNMENT;
    }
  }

  private void checkReach() throws JournalCorrupt {
    long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
    Path where = segments.isEmpty() ? folder : segments.getFirst().file();
    if (first > replayFrom) {
      throw new JournalCorrupt(
          where,
          0,
          "The journal begins at sequence "
              + first
              + ", and its owner needs it from "
              + replayFrom
              + ".");
    }
    if (lastSequence < replayFrom - 1) {
      throw new JournalCorrupt(
          segments.isEmpty() ? folder : file,
          tail,
          "The journal ends at sequence "
              + lastSequence
              + ", and its owner has seen "
              + (replayFrom - 1)
              + ".");
    }
  }

  /// Makes durable what was replayed, and clears what was cut so that it can never be read as new.
  ///
  /// The last commit is written again although it stands there: if the fdatasync of a former
  /// process failed, the page cache holds bytes that the disk may not, marked clean; forcing clean
  /// pages does nothing.
  private void settle() throws IOException {
    long end = reader.fileBytes();
    for (long at = commitStart; at < tail; ) {
      int length = (int) Math.min(1 << 16, tail - at);
      reader.load(at, length);
      reader.handle().writeFully(reader.view(at, length), at);
      at += length;
    }
    for (long at = tail; at < end; ) {
      int length = (int) Math.min(1 << 16, end - at);
      reader.load(at, length);
      if (!isZero(reader.view(at, length))) {
        reader.handle().writeFully(ByteBuffer.allocateDirect(length), at);
      }
      at += length;
    }
    reader.handle().force();
  }

  private static boolean isZero(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      if (bytes.get() != 0) {
        return false;
      }
    }
    return true;
  }
}
