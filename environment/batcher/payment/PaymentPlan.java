package batcher.payment;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Who pays whom for which chunk, in order. The factories are the document's scenarios.
///
/// @param name distinguishes data sets: letters, digits and hyphens
public record PaymentPlan(String name, List<Due> payments) {
  private static final long START_MS = 1_758_153_600_000L; // the day of the document
  private static final int CHUNKS_PER_PIECE = 64;
  private static final int MEGABYTE = 1024 * 1024;

  /// One payment to be made.
  ///
  /// @param peer the other side, 1 to 32 bytes
  public record Due(
      Bytes32 torrent, int piece, Direction direction, String peer, long satoshis, long timeMs) {}

  public PaymentPlan {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException(
          "plan \"" + name + "\"; a name has lower-case letters, digits and hyphens");
    }
    payments = List.copyOf(payments);
  }

  /// One file: a payment a chunk of 16 KiB, to one seeder. 100 MB are 6,400 payments.
  public static PaymentPlan download(int megabytes) {
    return downloads(megabytes);
  }

  /// Several files at once, their chunks taken in turn while they last.
  public static PaymentPlan downloads(int... megabytes) {
    List<Due> payments = new ArrayList<>();
    int longest = 0;
    StringBuilder name = new StringBuilder("download");
    for (int size : megabytes) {
      longest = Math.max(longest, chunks(size));
      name.append('-').append(size);
    }
    for (int chunk = 0; chunk < longest; chunk++) {
      for (int file = 0; file < megabytes.length; file++) {
        if (chunk < chunks(megabytes[file])) {
          payments.add(
              due(
                  "file-" + file,
                  chunk / CHUNKS_PER_PIECE,
                  Direction.SENT,
                  "seeder-" + file,
                  payments.size()));
        }
      }
    }
    return new PaymentPlan(name.toString(), payments);
  }

  /// One popular file, paid for by leechers of 500 to 1,499 chunks each, as the seed has it.
  public static PaymentPlan seeding(int leechers, long seed) {
    Random random = new Random(seed);
    int[] left = random.ints(leechers, 500, 1_500).toArray();
    List<Due> payments = new ArrayList<>();
    for (boolean more = true; more; ) {
      more = false;
      for (int leecher = 0; leecher < leechers; leecher++) {
        if (left[leecher]-- > 0) {
          more = true;
          payments.add(
              due(
                  "popular",
                  random.nextInt(1_000),
                  Direction.RECEIVED,
                  "leecher-" + leecher,
                  payments.size()));
        }
      }
    }
    return new PaymentPlan("seeding-" + leechers + "-" + seed, payments);
  }

  /// Torrents in turn, each in both directions in turn, this many payments each.
  public static PaymentPlan torrents(int torrents, int each) {
    List<Due> payments = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int torrent = 0; torrent < torrents; torrent++) {
        payments.add(
            due(
                "torrent-" + torrent,
                i / CHUNKS_PER_PIECE,
                i % 2 == 0 ? Direction.SENT : Direction.RECEIVED,
                "peer-" + i / 10 % 100,
                payments.size()));
      }
    }
    return new PaymentPlan("torrents-" + torrents + "-" + each, payments);
  }

  private static int chunks(int megabytes) {
    return Math.ceilDiv(megabytes * MEGABYTE, Event.CHUNK_BYTES);
  }

  private static Due due(String torrent, int piece, Direction direction, String peer, int index) {
    return new Due(
        Bytes32.named(torrent), piece, direction, peer, Event.SATOSHIS_PER_CHUNK, START_MS + index);
  }
}
