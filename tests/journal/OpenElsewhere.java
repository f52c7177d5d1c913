package journal;

import java.io.IOException;
import java.nio.file.Path;

/// Opens a journal in another process, says how that went, and keeps it until its input ends.
final class OpenElsewhere {
  private OpenElsewhere() {}

  static void main(String[] args) throws IOException {
    try (Journal journal =
        Journal.open(
            Path.of(args[0]), JournalOptions.DEFAULT, Replay.NOTHING, DurableListener.NONE)) {
      System.out.println("open, ends with " + journal.durableSequence());
      System.in.read();
    } catch (JournalInUse e) {
      System.out.println(e.getMessage());
    }
  }
}
