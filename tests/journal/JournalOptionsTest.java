package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class JournalOptionsTest {
  @Test
  void nonsenseIsRefusedWithTheValueAndTheRule() {
    requireRefused(
        o -> o.withRecordBytesMax(-1), "recordBytesMax is -1; it must lie between 0 and 64 MiB.");
    requireRefused(
        o -> o.withSegmentBytes(65536),
        "segmentBytes is 65536; it must be a multiple of 4096 from 69656 (header and one largest"
            + " record) to 1 GiB.");
    requireRefused(
        o -> o.withSegmentBytes(1_000_000),
        "segmentBytes is 1000000; it must be a multiple of 4096 from 69656 (header and one largest"
            + " record) to 1 GiB.");
    requireRefused(
        o -> o.withWaitingBytesMax(1000),
        "waitingBytesMax is 1000; it must lie between 65560 (one largest record) and 512 MiB.");
    requireRefused(
        o -> o.withCommitBytesMax(1000),
        "commitBytesMax is 1000; it must hold one largest record, which takes 65560.");
    requireRefused(
        o -> o.withSpin(Duration.ofNanos(-1)), "spin is PT-0.000000001S; it must not be negative.");
    requireRefused(
        o -> o.withGatherMax(Duration.ofNanos(-1)),
        "gatherMax is PT-0.000000001S; it must not be negative.");
    requireRefused(o -> o.withReplayFrom(0), "replayFrom is 0; sequence numbers begin at 1.");
  }

  private static void requireRefused(UnaryOperator<JournalOptions> change, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> change.apply(JournalOptions.DEFAULT))
            .getMessage());
  }
}
