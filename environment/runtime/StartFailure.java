package runtime;

import java.util.List;
import java.util.OptionalInt;

/// A system did not come to the point of listening. The message is one sentence for the user.
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final transient OptionalInt exitStatus;
  private final transient List<String> lastLogLines;

  StartFailure(String sentence, OptionalInt exitStatus, List<String> lastLogLines) {
    super(sentence);
    this.exitStatus = exitStatus;
    this.lastLogLines = List.copyOf(lastLogLines);
  }

  StartFailure(String sentence) {
    this(sentence, OptionalInt.empty(), List.of());
  }

  /// How it ended, if it ended by itself.
  public OptionalInt exitStatus() {
    return exitStatus;
  }

  /// What it printed last; empty if it printed nothing or never ran.
  public List<String> lastLogLines() {
    return lastLogLines;
  }
}
