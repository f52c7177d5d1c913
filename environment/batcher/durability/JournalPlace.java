package batcher.durability;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import journal.JournalOptions;

/// Where frames are kept until the sink has them.
///
/// @param folder of its own for one batcher
/// @param options of the journal; the largest record is set to the largest frame
/// @param checkpointEvery how often to remember what is delivered and to delete files: what was
///     delivered since then comes again after a crash, as repeats that a sink can know
public record JournalPlace(Path folder, JournalOptions options, Duration checkpointEvery) {
  public JournalPlace {
    Objects.requireNonNull(folder);
    Objects.requireNonNull(options);
    if (checkpointEvery.isNegative()) {
      throw new IllegalArgumentException(
          "checkpointEvery is " + checkpointEvery + "; it must not be negative");
    }
  }

  /// With the journal's defaults and a checkpoint a second.
  public static JournalPlace in(Path folder) {
    return new JournalPlace(folder, JournalOptions.DEFAULT, Duration.ofSeconds(1));
  }
}
