package batcher.durability;

import java.util.Arrays;

/// A queue of numbers that grows when it must and allocates nothing else.
final class LongQueue {
  private long[] values = new long[256];
  private int first;
  private int size;

  void add(long value) {
    if (size == values.length) {
      long[] larger = Arrays.copyOfRange(values, first, first + 2 * size);
      System.arraycopy(values, 0, larger, size - first, first);
      Arrays.fill(larger, size, larger.length, 0);
      values = larger;
      first = 0;
    }
    values[first + size++ & values.length - 1] = value;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long peek() {
    return values[first];
  }

  long remove() {
    long value = values[first];
    first = first + 1 & values.length - 1;
    size--;
    return value;
  }
}
