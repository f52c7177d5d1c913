package batcher;

import batcher.durability.JournalPlace;
import batcher.event.Event;
import batcher.frame.Cause;
import batcher.frame.Frame;
import batcher.frame.FrameWriter;
import batcher.sink.BreakerOptions;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import journal.JournalOptions;

/// Frames and settings for the tests of sinks.
public final class Frames {
  private Frames() {}

  /// A frame of batches of ten events each, numbered from `firstNumber`; their pieces go on from
  /// `firstPiece`.
  public static Frame frame(long epoch, int shard, long firstNumber, int batches, int firstPiece) {
    FrameWriter writer = new FrameWriter(Arena.ofAuto(), 1 << 20);
    writer.begin();
    int piece = firstPiece;
    for (int batch = 0; batch < batches; batch++) {
      writer.beginBatch(1, Cause.SIZE, firstNumber + batch);
      for (int i = 0; i < 10; i++) {
        Event event = Payments.sent("shard-" + shard, piece).withSequence(1 + piece);
        piece++;
        writer.event(event.toWords(), 0);
      }
      writer.endBatch(170, 1, 2, 1, 10, 0, 0);
    }
    return writer.end(epoch, shard, piece);
  }

  /// With a journal in `folder`, and a breaker that hardly waits.
  public static Settings journaled(Path folder) {
    return Settings.DEFAULT
        .withFrameBytes(1 << 16)
        .withBreaker(
            new BreakerOptions(
                8, 0.5, Duration.ofMillis(50), Duration.ofMillis(5), Duration.ofMillis(50)))
        .withDelivery(
            Delivery.journaled(
                new JournalPlace(
                    folder,
                    JournalOptions.DEFAULT.withSegmentBytes(1 << 20),
                    Duration.ofMillis(50))));
  }
}
