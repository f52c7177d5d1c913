package runtime;

import java.util.List;

/// The runtime that was asked for is not available here. The message is one sentence; [#tried] and
/// [#advice] are the lines that an error screen puts under it.
public final class RuntimeUnavailable extends Exception implements Foreseen {
  private static final long serialVersionUID = 1;

  private final transient List<String> tried;
  private final transient String advice;

  RuntimeUnavailable(String sentence, List<String> tried, String advice) {
    super(sentence);
    this.tried = List.copyOf(tried);
    this.advice = advice;
  }

  @Override
  public ExitStatus exitStatus() {
    return ExitStatus.ENVIRONMENT_LACKS;
  }

  /// Where it was looked for, and what was found there.
  public List<String> tried() {
    return tried;
  }

  /// What to do about it.
  public String advice() {
    return advice;
  }
}
