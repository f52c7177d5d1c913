package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever the options, and however often they change: what goes in comes out, once, in order.
class RoundTripTest {
  private static final int PAYLOAD_BYTES_MAX = 3000;

  /// One opening of the journal.
  ///
  /// @param awaitEvery records between two waits for durability
  record Life(JournalOptions options, int records, int awaitEvery, boolean shortWrites) {}

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void whatGoesInComesOut(@ForAll("lives") List<Life> lives, @ForAll long seed) throws Exception {
    RandomGenerator random = new SplittableRandom(seed);
    Promise promise = new Promise(random, PAYLOAD_BYTES_MAX);
    SimulatedDisk disk = new SimulatedDisk(random);
    for (Life life : lives) {
      live(life, life.shortWrites() ? disk.writeShort() : disk, promise, random);
      disk = disk.copy();
    }
    live(new Life(JournalOptions.DEFAULT, 0, 1, false), disk, promise, random);
    assertEquals(lives.stream().mapToLong(Life::records).sum(), promise.acknowledged());
  }

  private static void live(Life life, SimulatedDisk disk, Promise promise, RandomGenerator random)
      throws Exception {
    try (Journal journal =
        Journal.open(disk, random, Path.of("journal"), life.options(), promise.replay(), promise)) {
      promise.requireKept(journal);
      long sequence = journal.durableSequence();
      for (int i = 1; i <= life.records(); i++) {
        sequence++;
        assertEquals(sequence, journal.append(promise.handIn(sequence), Duration.ofMinutes(1)));
        if (i % life.awaitEvery() == 0) {
          journal.awaitDurable(sequence);
        }
      }
    }
  }

  @Provide
  Arbitrary<List<Life>> lives() {
    int recordSize = RecordFormat.size(PAYLOAD_BYTES_MAX);
    Arbitrary<JournalOptions> options =
        Combinators.combine(
                Arbitraries.integers().between(2, 12).map(pages -> 4096L * pages),
                Arbitraries.integers().between(recordSize, 4 * recordSize),
                Arbitraries.integers().between(recordSize, 4 * recordSize),
                Arbitraries.integers().between(0, 50).map(us -> Duration.ofNanos(1000L * us)))
            .as(
                (segmentBytes, waitingBytes, commitBytes, spin) ->
                    new JournalOptions(
                        segmentBytes, PAYLOAD_BYTES_MAX, waitingBytes, commitBytes, spin, spin, 1));
    return Combinators.combine(
            options,
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(1, 80),
            Arbitraries.of(true, false))
        .as(Life::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }
}
