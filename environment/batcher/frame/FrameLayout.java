package batcher.frame;

import batcher.event.EventLayout;

/// The bytes of a frame, little-endian: a header, then the batches, each a header and its events.
///
/// Frame header, 64 bytes:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | magic `BFR1` |
/// | 4 | 4 | bytes of the whole frame |
/// | 8 | 8 | epoch: one more at each start over the same journal |
/// | 16 | 4 | shard |
/// | 20 | 4 | batches |
/// | 24 | 4 | events |
/// | 28 | 4 | zero |
/// | 32 | 8 | covered: every event of the shard up to this sequence is in this frame or before it |
/// | 40 | 24 | zero |
///
/// Batch header, 64 bytes:
///
/// | offset | bytes | field |
/// | --- | --- | --- |
/// | 0 | 4 | events |
/// | 4 | 1 | direction |
/// | 5 | 1 | cause |
/// | 6 | 2 | zero |
/// | 8 | 8 | number: 1, 2, 3, ... within shard and epoch, without a gap |
/// | 16 | 8 | satoshis in total |
/// | 24 | 8 | earliest time, milliseconds |
/// | 32 | 8 | latest time, milliseconds |
/// | 40 | 4 | distinct peers |
/// | 44 | 4 | distinct pieces |
/// | 48 | 8 | time from the first event taken to the batch closed, nanoseconds |
/// | 56 | 8 | the same summed over its events, nanoseconds |
public final class FrameLayout {
  public static final int HEADER_BYTES = 64;
  public static final int BATCH_HEADER_BYTES = 64;
  public static final int MAGIC = 'B' | 'F' << 8 | 'R' << 16 | '1' << 24;

  static final int FRAME_MAGIC = 0;
  static final int FRAME_BYTES = 4;
  static final int FRAME_EPOCH = 8;
  static final int FRAME_SHARD = 16;
  static final int FRAME_BATCHES = 20;
  static final int FRAME_EVENTS = 24;
  static final int FRAME_COVERED = 32;

  static final int BATCH_EVENTS = 0;
  static final int BATCH_DIRECTION = 4;
  static final int BATCH_CAUSE = 5;
  static final int BATCH_NUMBER = 8;
  static final int BATCH_SATOSHIS = 16;
  static final int BATCH_TIME_MIN = 24;
  static final int BATCH_TIME_MAX = 32;
  static final int BATCH_PEERS = 40;
  static final int BATCH_PIECES = 44;
  static final int BATCH_OPEN_NS = 48;
  static final int BATCH_WAIT_NS = 56;

  private FrameLayout() {}

  /// The bytes that a batch of this many events takes.
  public static int batchBytes(int events) {
    return BATCH_HEADER_BYTES + events * EventLayout.BYTES;
  }
}
