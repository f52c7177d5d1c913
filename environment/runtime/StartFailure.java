package runtime;

import java.util.List;
import java.util.OptionalInt;

/// A system did not come to the point of listening. The message is one sentence for the user.
public final class StartFailure extends Exception {
  private static final long serialVersionUID = 1;
  private static final int LINES_IN_A_FAILURE = 20;

  private final transient OptionalInt exitStatus;
  private final transient List<String> said;

  StartFailure(String sentence, OptionalInt exitStatus, List<String> said) {
    super(sentence);
    this.exitStatus = exitStatus;
    this.said = List.copyOf(said);
  }

  StartFailure(String sentence) {
    this(sentence, OptionalInt.empty(), List.of());
  }

  /// How it ended, if it ended by itself.
  public OptionalInt exitStatus() {
    return exitStatus;
  }

  /// What it printed, the last thousand lines; empty if it printed nothing or never ran.
  public List<String> said() {
    return said;
  }

  /// The last twenty of these lines.
  public List<String> lastLogLines() {
    return said.subList(Math.max(0, said.size() - LINES_IN_A_FAILURE), said.size());
  }
}
