package batcher.durability;

import java.io.IOException;
import java.nio.file.Path;
import journal.DurableListener;
import journal.Journal;
import journal.JournalOptions;
import journal.Replay;

/// How a journal is opened: [Journal#open], unless a test puts another disk beneath it.
@FunctionalInterface
public interface JournalOpener {
  Journal open(Path folder, JournalOptions options, Replay replay, DurableListener listener)
      throws IOException;
}
