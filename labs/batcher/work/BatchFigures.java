package labs.batcher.work;

import batcher.event.Bytes32;
import java.util.List;

/// The seven figures of a batch, computed from objects. The batcher computes them from its records;
/// here they are for the contenders that have none of their own, as cheaply as can be:
/// distinct peers and pieces are counted in tables that are never cleared.
public final class BatchFigures {
  private static final int ENTRIES = 256;

  private final Bytes32[] peers = new Bytes32[ENTRIES];
  private final long[] peerStamps = new long[ENTRIES];
  private final int[] pieces = new int[ENTRIES];
  private final long[] pieceStamps = new long[ENTRIES];
  private long stamp;

  /// Computes the figures and gives a number that depends on them.
  public long of(List<Item> batch) {
    stamp++;
    long total = 0;
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    int uniquePeers = 0;
    int uniquePieces = 0;
    for (Item item : batch) {
      total += item.satoshis();
      earliest = Math.min(earliest, item.timeMs());
      latest = Math.max(latest, item.timeMs());
      uniquePeers += isNewPeer(item.peer()) ? 1 : 0;
      uniquePieces += isNewPiece(item.piece()) ? 1 : 0;
    }
    return total + (latest - earliest) + uniquePeers + uniquePieces;
  }

  private boolean isNewPeer(Bytes32 peer) {
    int entry = spread(peer.word0() * 31 + peer.word1());
    while (peerStamps[entry] == stamp) {
      if (peers[entry].equals(peer)) {
        return false;
      }
      entry = entry + 1 & ENTRIES - 1;
    }
    peerStamps[entry] = stamp;
    peers[entry] = peer;
    return true;
  }

  private boolean isNewPiece(int piece) {
    int entry = spread(piece);
    while (pieceStamps[entry] == stamp) {
      if (pieces[entry] == piece) {
        return false;
      }
      entry = entry + 1 & ENTRIES - 1;
    }
    pieceStamps[entry] = stamp;
    pieces[entry] = piece;
    return true;
  }

  private static int spread(long value) {
    return (int) (value * 0x9E3779B97F4A7C15L >>> 40) & ENTRIES - 1;
  }
}
