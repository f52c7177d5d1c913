package batcher.wire;

import java.util.Arrays;

/// Which of a producer's numbers were accepted: all up to the last, but for gaps.
///
/// A gap is a run of numbers that were refused or never came. Of too many gaps the oldest is
/// forgotten; its numbers then count as accepted, so that nothing can be batched twice.
final class AcceptedNumbers {
  static final int GAPS_MAX = 1_024;

  private static final int GAPS_MIN = 4;

  /// First and last number of each gap, in rising order; most producers never have one.
  private long[] from = new long[0];

  private long[] to = new long[0];
  private int gaps;
  private long last;

  /// The highest number that was accepted, 0 if none was.
  long last() {
    return last;
  }

  /// Whether this number was accepted.
  boolean has(long number) {
    return number <= last && gapOf(number) < 0;
  }

  /// This number, which was not yet, is accepted now.
  void accept(long number) {
    if (number > last) {
      if (number > last + 1) {
        addLast(last + 1, number - 1);
      }
      last = number;
      return;
    }
    int gap = gapOf(number);
    if (from[gap] == to[gap]) {
      remove(gap);
    } else if (number == from[gap]) {
      from[gap]++;
    } else if (number == to[gap]) {
      to[gap]--;
    } else {
      split(gap, number);
    }
  }

  /// The gap that holds the number; negative if none does.
  private int gapOf(long number) {
    int found = Arrays.binarySearch(from, 0, gaps, number);
    int gap = found >= 0 ? found : -found - 2;
    return gap >= 0 && number <= to[gap] ? gap : -1;
  }

  private void addLast(long first, long end) {
    makeRoom();
    from[gaps] = first;
    to[gaps] = end;
    gaps++;
  }

  private void split(int gap, long number) {
    int before = gaps;
    makeRoom();
    int at = gap - (gaps < before ? 1 : 0); // the oldest was forgotten
    if (at < 0) {
      return;
    }
    System.arraycopy(from, at, from, at + 1, gaps - at);
    System.arraycopy(to, at, to, at + 1, gaps - at);
    to[at] = number - 1;
    from[at + 1] = number + 1;
    gaps++;
  }

  private void remove(int gap) {
    System.arraycopy(from, gap + 1, from, gap, gaps - gap - 1);
    System.arraycopy(to, gap + 1, to, gap, gaps - gap - 1);
    gaps--;
  }

  private void makeRoom() {
    if (gaps == GAPS_MAX) {
      remove(0);
    } else if (gaps == from.length) {
      int length = Math.min(GAPS_MAX, Math.max(GAPS_MIN, 2 * gaps));
      from = Arrays.copyOf(from, length);
      to = Arrays.copyOf(to, length);
    }
  }
}
