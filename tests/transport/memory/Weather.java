package transport.memory;

import java.util.Random;

/// How bytes travel between two ends in memory.
///
/// @param random what is left to chance
/// @param pieceBytesMax the longest piece that a read brings or a write takes
/// @param windowBytes what a stream holds before writes are refused
/// @param bidirectional streams of a kind that either end may have open at once
/// @param unidirectional likewise
/// @param datagrams that are queued before one is refused
public record Weather(
    Random random,
    int pieceBytesMax,
    int windowBytes,
    int bidirectional,
    int unidirectional,
    int datagrams) {
  /// Everything passes at once.
  public static Weather fair() {
    return new Weather(new Random(1), Integer.MAX_VALUE, 1 << 20, 10_000, 10_000, 10_000);
  }

  /// Bytes come in small pieces of random lengths, and writes are often refused.
  public static Weather rough(long seed) {
    return new Weather(new Random(seed), 7, 50, 10_000, 10_000, 10_000);
  }

  public Weather withStreams(int bidi, int uni) {
    return new Weather(random, pieceBytesMax, windowBytes, bidi, uni, datagrams);
  }

  int piece(int most) {
    if (pieceBytesMax == Integer.MAX_VALUE || most == 0) return most;
    return random.nextInt(Math.min(most, pieceBytesMax) + 1);
  }
}
