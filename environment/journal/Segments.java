package journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of an open journal: the full ones, the one that is written to, and the spare.
///
/// The flusher writes and rolls; any thread may ask for the first sequence or drop old files.
final class Segments {
  /// A spare is begun when the active segment is filled to one part in this many: late enough that
  /// a short run never pays for one, early enough that a fast one finds it ready.
  private static final int SPARE_BEGINS_AT = 8;

  private static final Pattern NAME = Pattern.compile("(\\d{12})\\.journal");

  /// A segment on disk.
  record Segment(Path file, long firstSequence) {}

  private final Disk disk;
  private final Path folder;
  private final long segmentBytes;
  private final RandomGenerator random;
  private final List<Segment> segments;
  private final ReentrantLock dropping = new ReentrantLock();
  private boolean deletionIsUnforced;

  private Disk.Handle active;
  private SegmentHeader header;
  private long tail;
  private boolean sealed;
  private SpareSegment spare;

  /// @param segmentBytes of the segments to come
  /// @param random draws salts, and the identity of a new journal
  Segments(
      Disk disk, Path folder, long segmentBytes, Recovery.Found found, RandomGenerator random) {
    this.disk = disk;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.random = random;
    this.segments = new ArrayList<>(found.segments());
    this.active = found.active();
    this.header = found.header();
    this.tail = found.tail();
    this.sealed = found.sealed();
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
    return header.segmentBytes() - tail;
  }

  int salt() {
    return header.salt();
  }

  /// Whether the last thing written is a seal.
  boolean isSealed() {
    return sealed;
  }

  /// Writes at the tail; durable only after [#force].
  void write(ByteBuffer commit) throws IOException {
    if (sealed) {
      unseal();
    }
    int length = commit.remaining();
    active.writeFully(commit, tail);
    tail += length;
    if (spare == null && tail > header.segmentBytes() / SPARE_BEGINS_AT) {
      spare = SpareSegment.begin(disk, folder, segmentBytes);
    }
  }

  /// Takes the former life's seal back, durably, before anything follows it: a commit torn behind
  /// a seal would look to a recovery as if nothing had been begun, and its remains would stay.
  private void unseal() throws IOException {
    long end = tail;
    tail -= RecordFormat.size(0);
    active.writeZeros(tail, end);
    active.force();
    sealed = false;
  }

  void force() throws IOException {
    active.force();
  }

  /// Goes on in a new segment, whose first record will be `firstSequence`. Everything before it is
  /// durable already. The file gets its name only when its header is durable, and a record only
  /// when its name is.
  void roll(long firstSequence) throws IOException {
    Disk.Handle next = takeSpare();
    SegmentHeader nextHeader =
        header == null
            ? new SegmentHeader(random.nextInt(), 1, 1, segmentBytes, random.nextLong())
            : header.next(random.nextInt(), firstSequence, segmentBytes);
    Path file = file(folder, nextHeader.number());
    next.writeFully(nextHeader.encode(), 0);
    next.force();
    disk.rename(spare.file(), file);
    disk.forceFolder(folder);
    spare = null;
    closeActive();
    active = next;
    header = nextHeader;
    tail = SegmentHeader.BYTES;
    sealed = false;
    synchronized (segments) {
      segments.add(new Segment(file, firstSequence));
    }
  }

  long firstSequence() {
    synchronized (segments) {
      return segments.getFirst().firstSequence();
    }
  }

  /// The files that there are now, oldest first.
  List<Segment> list() {
    synchronized (segments) {
      return List.copyOf(segments);
    }
  }

  /// Deletes the files, oldest first, that hold only records before `sequence`; never the last
  /// file. Each deletion is durable before the next, so that no crash can leave a hole.
  void dropBefore(long sequence) throws IOException {
    dropping.lock();
    try {
      for (Path file = droppable(sequence); file != null; file = droppable(sequence)) {
        forceDeletion();
        disk.delete(file);
        deletionIsUnforced = true;
        synchronized (segments) {
          segments.removeFirst();
        }
      }
      forceDeletion();
    } finally {
      dropping.unlock();
    }
  }

  void close() throws IOException {
    if (spare != null) {
      spare.discard();
    }
    closeActive();
  }

  private void forceDeletion() throws IOException {
    if (deletionIsUnforced) {
      disk.forceFolder(folder);
      deletionIsUnforced = false;
    }
  }

  private Path droppable(long sequence) {
    synchronized (segments) {
      boolean whole = segments.size() > 1 && segments.get(1).firstSequence() <= sequence;
      return whole ? segments.getFirst().file() : null;
    }
  }

  /// The spare begun in the background; if that failed, one more attempt, for room may have been
  /// made since.
  private Disk.Handle takeSpare() throws IOException {
    if (spare != null) {
      try {
        return spare.get();
      } catch (IOException e) {
        // the next attempt says it better
      }
    }
    spare = SpareSegment.begin(disk, folder, segmentBytes);
    return spare.get();
  }

  private void closeActive() throws IOException {
    if (active != null) {
      active.close();
    }
  }
}
