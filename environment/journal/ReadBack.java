package journal;

import java.io.IOException;
import java.util.List;

/// Reads records of an open journal, beside whoever appends to it.
///
/// It never reads beyond a record that was durable when it began: nothing that it reads is still
/// being written, and everything that it misses is damage.
final class ReadBack {
  private final Disk disk;
  private final Visitor visitor;
  private final SegmentReader reader = new SegmentReader();
  private boolean goesOn = true;

  ReadBack(Disk disk, Visitor visitor) {
    this.disk = disk;
    this.visitor = visitor;
  }

  /// Visits the records from `first` to `last`, as far as these files reach back.
  ///
  /// @param segments oldest first, without a gap
  void run(List<Segments.Segment> segments, long first, long last) throws IOException {
    for (int i = 0; i < segments.size() && goesOn; i++) {
      Segments.Segment segment = segments.get(i);
      boolean isLast = i + 1 == segments.size();
      long end = isLast ? last : Math.min(last, segments.get(i + 1).firstSequence() - 1);
      if (end >= Math.max(first, segment.firstSequence())) {
        visit(segment, first, end);
      }
    }
  }

  private void visit(Segments.Segment segment, long first, long end) throws IOException {
    try (Disk.Handle file = disk.open(segment.file())) {
      reader.read(file);
      int salt = SegmentHeader.decode(reader, segment.file()).salt();
      long at = SegmentHeader.BYTES;
      for (long sequence = segment.firstSequence(); sequence <= end && goesOn; sequence++) {
        int size = reader.wholeSize(at, salt);
        if (size == 0 || reader.longAt(at + RecordFormat.SEQUENCE) != sequence) {
          throw new JournalCorrupt(
              segment.file(), at, "The record " + sequence + " is damaged; it was durable.");
        }
        if (sequence >= first) {
          int length = reader.intAt(at + RecordFormat.LENGTH);
          goesOn = visitor.visit(sequence, reader.view(at + RecordFormat.PAYLOAD, length));
        }
        at += size;
      }
    }
  }
}
