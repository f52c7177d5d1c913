package batcher.shard;

import batcher.event.EventLayout;

/// Counts distinct peers and pieces among the events of one batch, exactly, without clearing
/// anything in between: an entry counts only if it carries the present batch's stamp.
final class Distinct {
  private final int mask;
  private final int[] peerSlots;
  private final long[] peerStamps;
  private final int[] pieces;
  private final long[] pieceStamps;
  private long stamp;
  private int peerCount;
  private int pieceCount;

  Distinct(int eventsMax) {
    int entries = Integer.highestOneBit(Math.max(8, 4 * eventsMax - 1));
    this.mask = entries - 1;
    this.peerSlots = new int[entries];
    this.peerStamps = new long[entries];
    this.pieces = new int[entries];
    this.pieceStamps = new long[entries];
  }

  void begin() {
    stamp++;
    peerCount = 0;
    pieceCount = 0;
  }

  void add(long[] words, int offset) {
    addPeer(words, offset);
    addPiece(EventLayout.piece(words[offset + EventLayout.META]));
  }

  int peers() {
    return peerCount;
  }

  int pieces() {
    return pieceCount;
  }

  private void addPeer(long[] words, int offset) {
    int peer = offset + EventLayout.PEER;
    long mixed = (words[peer] * 31 + words[peer + 1]) * 31 + words[peer + 2] * 7 + words[peer + 3];
    int entry = spread(mixed);
    while (peerStamps[entry] == stamp) {
      if (samePeer(words, peerSlots[entry], peer)) {
        return;
      }
      entry = entry + 1 & mask;
    }
    peerStamps[entry] = stamp;
    peerSlots[entry] = peer;
    peerCount++;
  }

  private void addPiece(int piece) {
    int entry = spread(piece);
    while (pieceStamps[entry] == stamp) {
      if (pieces[entry] == piece) {
        return;
      }
      entry = entry + 1 & mask;
    }
    pieceStamps[entry] = stamp;
    pieces[entry] = piece;
    pieceCount++;
  }

  private int spread(long value) {
    return (int) (value * 0x9E3779B97F4A7C15L >>> 40) & mask;
  }

  private static boolean samePeer(long[] words, int a, int b) {
    return words[a] == words[b]
        && words[a + 1] == words[b + 1]
        && words[a + 2] == words[b + 2]
        && words[a + 3] == words[b + 3];
  }
}
