package journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads a journal back: every segment, every record, in order. It cuts what an unfinished commit
/// left at the end of the last segment, and refuses everything else that is not as it was written.
final class Recovery {
  private static final int CHUNK_BYTES = 1 << 16;

  /// What was found, with the last segment open and ready to be appended to.
  ///
  /// @param active the last segment; null, like its header, if the folder held none
  /// @param tail where the next record belongs in it
  /// @param sealed whether nothing stands behind the seal of a clean close
  record Found(
      List<Segments.Segment> segments,
      Disk.Handle active,
      SegmentHeader header,
      long tail,
      boolean sealed,
      long lastSequence) {}

  private final Disk disk;
  private final Path folder;
  private final long replayFrom;
  private final Replay replay;
  private final SegmentReader reader = new SegmentReader();
  private final List<Segments.Segment> segments = new ArrayList<>();

  // The segment being read.
  private Path file;
  private Disk.Handle handle;
  private SegmentHeader header;
  private long tail;

  // The commit being read.
  private long commit;
  private long commitStart;
  private boolean sealed;

  /// Only looked at by [#inspect]: whether nothing stands where nothing was written.
  private boolean clear;

  private long lastSequence;

  Recovery(Disk disk, Path folder, long replayFrom, Replay replay) {
    this.disk = disk;
    this.folder = folder;
    this.replayFrom = replayFrom;
    this.replay = replay;
  }

  Found run() throws IOException {
    List<String> names = disk.names(folder);
    read(names);
    if (names.contains(SpareSegment.NAME)) {
      disk.delete(folder.resolve(SpareSegment.NAME));
    }
    if (handle != null) {
      settle();
    }
    return new Found(segments, handle, header, tail, sealed, lastSequence);
  }

  /// Reads everything and changes nothing.
  ///
  /// @return whether a clean close ended it, and zeros stand wherever nothing was written
  boolean inspect() throws IOException {
    clear = true;
    read(disk.names(folder));
    return sealed && clear;
  }

  private void read(List<String> names) throws IOException {
    for (long number : names.stream().map(Segments::number).filter(n -> n > 0).sorted().toList()) {
      enter(number);
      readRecords();
      clear = clear && isClearBehind(tail);
    }
    if (handle != null) {
      requireTear();
    }
    requireReach();
  }

  private boolean isClearBehind(long offset) throws IOException {
    for (long at = offset; at < reader.fileBytes(); at += RecordFormat.ALIGNMENT) {
      reader.load(at, RecordFormat.ALIGNMENT);
      if (reader.longAt(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /// Closes what is open, after a refusal.
  void abandon() throws IOException {
    if (handle != null) {
      handle.close();
    }
  }

  /// Goes on to the segment with this number; what the one before ended with must fit.
  private void enter(long number) throws IOException {
    Path previousFile = file;
    SegmentHeader previous = header;
    abandon();
    file = Segments.file(folder, number);
    handle = disk.open(file);
    reader.read(handle);
    header = SegmentHeader.decode(reader, file);
    requireOwnHeader(number);
    if (previous == null) {
      lastSequence = header.firstSequence() - 1;
    } else {
      requireSuccession(previous, previousFile);
    }
    segments.add(new Segments.Segment(file, header.firstSequence()));
  }

  private void requireOwnHeader(long number) throws JournalCorrupt {
    if (header.number() != number) {
      throw new JournalCorrupt(
          file, 16, "By its header this is segment " + header.number() + ", not " + number + ".");
    }
    if (header.segmentBytes() != reader.fileBytes()) {
      throw new JournalCorrupt(
          file,
          reader.fileBytes(),
          "The file ends here; by its header it has " + header.segmentBytes() + " bytes.");
    }
  }

  private void requireSuccession(SegmentHeader previous, Path previousFile) throws JournalCorrupt {
    if (header.number() != previous.number() + 1) {
      throw new JournalCorrupt(
          Segments.file(folder, previous.number() + 1), 0, "The segment is missing.");
    }
    if (header.journalId() != previous.journalId()) {
      throw new JournalCorrupt(file, 40, "The segment belongs to another journal.");
    }
    if (header.firstSequence() != lastSequence + 1) {
      throw new JournalCorrupt(
          previousFile,
          tail,
          "The record "
              + (lastSequence + 1)
              + " is damaged or missing; it was durable, for the next segment begins with "
              + header.firstSequence()
              + ".");
    }
  }

  private void readRecords() throws IOException {
    tail = SegmentHeader.BYTES;
    commit = 0;
    commitStart = tail;
    sealed = false;
    for (int size = sizeAt(tail); size > 0; size = sizeAt(tail)) {
      long sequence = reader.longAt(tail + RecordFormat.SEQUENCE);
      long itsCommit = reader.longAt(tail + RecordFormat.COMMIT);
      boolean seal = itsCommit == sequence + 1;
      if (sequence != (seal ? lastSequence : lastSequence + 1)) {
        return;
      }
      if (itsCommit != commit) {
        commit = itsCommit;
        commitStart = tail;
      }
      if (!seal) {
        replay(sequence);
      }
      sealed = seal;
      lastSequence = sequence;
      tail += size;
    }
  }

  private void replay(long sequence) {
    if (sequence >= replayFrom) {
      int length = reader.intAt(tail + RecordFormat.LENGTH);
      replay.record(sequence, reader.view(tail + RecordFormat.PAYLOAD, length));
    }
  }

  private int sizeAt(long offset) throws IOException {
    return reader.wholeSize(offset, header.salt());
  }

  /// Looks behind the tail of the last segment for a proof that the first record lost was durable:
  /// a record of a later commit, or the record itself, which no crash can have moved.
  private void requireTear() throws IOException {
    long lost = lastSequence + 1;
    for (long at = tail; reader.load(at, RecordFormat.PAYLOAD); at += RecordFormat.ALIGNMENT) {
      long sequence = reader.longAt(at + RecordFormat.SEQUENCE);
      long itsCommit = reader.longAt(at + RecordFormat.COMMIT);
      boolean proof = itsCommit > lost || sequence == lost;
      boolean plausible = proof && itsCommit <= sequence + 1; // cheap, before the checksum
      if (plausible && sizeAt(at) > 0) {
        throw new JournalCorrupt(
            file,
            tail,
            "The record "
                + lost
                + " is damaged; it was durable, for what stands at byte "
                + at
                + " was written after it.");
      }
    }
  }

  /// Whether the owner's snapshot and the journal overlap.
  private void requireReach() throws JournalCorrupt {
    long first = segments.isEmpty() ? 1 : segments.getFirst().firstSequence();
    if (first > replayFrom) {
      throw new JournalCorrupt(
          segments.getFirst().file(),
          0,
          "The journal begins with record "
              + first
              + "; its owner needs it from "
              + replayFrom
              + ".");
    }
    if (lastSequence < replayFrom - 1) {
      throw new JournalCorrupt(
          segments.isEmpty() ? folder : file,
          tail,
          "The journal ends with record "
              + lastSequence
              + "; its owner has seen "
              + (replayFrom - 1)
              + ".");
    }
  }

  /// Makes durable what was replayed, and clears what was cut so that it can never be read as new.
  ///
  /// What the page cache shows proves nothing here: if an fdatasync of a former process failed, the
  /// cache may hold bytes that the disk does not, marked clean, and forcing clean pages does
  /// nothing. So the last commit is written again although it stands there, and after a crash
  /// everything behind it is cleared although it may be clear. Every commit before the last was
  /// followed by another one, so its own fdatasync had succeeded; behind a seal nothing was ever
  /// begun. The folder is forced because the former process may have died just after it named the
  /// file.
  private void settle() throws IOException {
    for (long at = commitStart; at < tail; at += CHUNK_BYTES) {
      int length = (int) Math.min(CHUNK_BYTES, tail - at);
      reader.load(at, length);
      handle.writeFully(reader.view(at, length), at);
    }
    if (!sealed) {
      handle.writeZeros(tail, reader.fileBytes());
    }
    handle.force();
    disk.forceFolder(folder);
  }
}
