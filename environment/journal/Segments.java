package journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of an open journal: the full ones, the one that is written to, and the spare.
///
/// The flusher writes and rolls; any thread may ask for the first sequence or drop old files.
final class Segments {
  private static final Pattern NAME = Pattern.compile("(\\d{12})\\.journal");

  /// A segment on disk.
  record Segment(Path file, long number, long firstSequence) {}

  private final Disk disk;
  private final Path folder;
  private final long segmentBytes;
  private final long journalId;
  private final IntSupplier salts;
  private final List<Segment> segments;

  private Disk.Handle active;
  private long activeBytes;
  private int activeSalt;
  private long tail;
  private SpareSegment spare;

  Segments(Disk disk, Path folder, long segmentBytes, Recovery.Found found, IntSupplier salts) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.journalId = found.journalId();
    this.salts = salts;
    this.segments = new ArrayList<>(found.segments());
    this.active = found.active();
    this.activeBytes = found.activeBytes();
    this.activeSalt = found.activeSalt();
    this.tail = found.tail();
  }

  static Path file(Path folder, long number) {
    return folder.resolve(String.format(Locale.ROOT, "%012d.journal", number));
  }

  /// The number in a segment's file name; 0 if `name` is no such name.
  static long number(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  /// Bytes left in the active segment.
  long room() {
    return activeBytes - tail;
  }

  int salt() {
    return activeSalt;
  }

  /// Writes at the tail; durable only after [#force].
  void write(ByteBuffer commit) throws IOException {
    int length = commit.remaining();
    active.writeFully(commit, tail);
    tail += length;
    if (spare == null && tail > activeBytes / 8) {
      spare = SpareSegment.begin(disk, folder, segmentBytes);
    }
  }

  void force() throws IOException {
    active.force();
  }

  /// Goes on in a new segment, whose first record will be `firstSequence`. Everything before it is
  /// durable already, and the file gets its name only when its header is.
  void roll(long firstSequence) throws IOException {
    if (spare == null) {
      spare = SpareSegment.begin(disk, folder, segmentBytes);
    }
    Disk.Handle next = spare.get();
    int salt = salts.getAsInt();
    long number = segments.isEmpty() ? 1 : segments.getLast().number() + 1;
    next.writeFully(
        new SegmentHeader(salt, number, firstSequence, segmentBytes, journalId).encode(), 0);
    next.force();
    Path file = file(folder, number);
    disk.rename(spare.file(), file);
    disk.forceFolder(folder);
    spare = null;
    if (active != null) {
      active.close();
    }
    active = next;
    activeBytes = segmentBytes;
    activeSalt = salt;
    tail = SegmentHeader.BYTES;
    synchronized (segments) {
      segments.add(new Segment(file, number, firstSequence));
    }
  }

  long firstSequence() {
    synchronized (segments) {
      return segments.getFirst().firstSequence();
    }
  }

  /// Deletes the files, oldest first, that hold only records before `sequence`; never the last
  /// file. The folder is forced after each, so that no crash can leave a hole.
  void dropBefore(long sequence) throws IOException {
    synchronized (segments) {
      while (segments.size() > 1 && segments.get(1).firstSequence() <= sequence) {
        disk.delete(segments.getFirst().file());
        segments.removeFirst();
        disk.forceFolder(folder);
      }
    }
  }

  void close() throws IOException {
    try {
      if (spare != null) {
        spare.discard(disk);
      }
    } finally {
      active.close();
    }
  }
}
