package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import runtime.ExitStatus;
import runtime.Foreseen;

/// Why a command cannot go on, told so that the user knows what to type next: what happened, what
/// was seen or tried, what to do, and the exit status.
///
/// ```java
/// throw Trouble.of(ENVIRONMENT_LACKS, "--runtime container, but no Docker daemon answers")
///     .fact("tried", "DOCKER_HOST (unset), unix:///var/run/docker.sock (no such file)")
///     .action("start Docker, or leave the choice to the lab:")
///     .action("jbang labs/sequencer-burst.java --runtime auto");
/// ```
///
/// [ErrorText] prints it.
public final class Trouble extends RuntimeException implements Foreseen {
  private static final long serialVersionUID = 1L;

  /// Something that was seen.
  ///
  /// @param name one lower-case word of at most nine letters: `tried`, `log`, `kept`
  /// @param lines what was seen; the first line stands beside the name, the others below it
  public record Fact(String name, List<String> lines) {
    public Fact {
      if (!name.matches("[a-z]{1,9}")) {
        throw new IllegalArgumentException(
            "the name of a fact is one lower-case word of at most 9 letters, not \"" + name + "\"");
      }
      lines = List.copyOf(lines);
    }
  }

  /// Something to do.
  ///
  /// @param text a sentence, or a command to copy
  /// @param remark what the command brings, or empty
  public record Action(String text, String remark) {
    public Action {
      Objects.requireNonNull(text, "an action says what to do");
      Objects.requireNonNull(remark, "an action without a remark has an empty one");
    }
  }

  private final transient List<Fact> facts;
  private final transient List<Action> actions;
  private final ExitStatus exitStatus;

  /// @param what the rule and the value that broke it, in one line without a full stop
  public Trouble(String what, List<Fact> facts, List<Action> actions, ExitStatus exitStatus) {
    this(what, facts, actions, exitStatus, null);
  }

  private Trouble(
      String what, List<Fact> facts, List<Action> actions, ExitStatus exitStatus, Throwable cause) {
    super(what, cause);
    if (exitStatus == ExitStatus.DONE) {
      throw new IllegalArgumentException("trouble has another exit status than DONE");
    }
    this.facts = List.copyOf(facts);
    this.actions = List.copyOf(actions);
    this.exitStatus = exitStatus;
  }

  /// Trouble with nothing to add yet.
  public static Trouble of(ExitStatus exitStatus, String what) {
    return new Trouble(what, List.of(), List.of(), exitStatus);
  }

  /// The same with one more fact.
  public Trouble fact(String name, String... lines) {
    return new Trouble(
        what(), plus(facts, new Fact(name, List.of(lines))), actions, exitStatus, getCause());
  }

  /// The same with one more thing to do.
  public Trouble action(String text) {
    return action(text, "");
  }

  /// The same with one more command to copy, and what it brings.
  public Trouble action(String command, String remark) {
    return new Trouble(
        what(), facts, plus(actions, new Action(command, remark)), exitStatus, getCause());
  }

  /// The same with the exception behind it, which is printed only with `--stacktrace`.
  public Trouble because(Throwable cause) {
    return new Trouble(what(), facts, actions, exitStatus, cause);
  }

  /// What happened, in one line.
  public String what() {
    return getMessage();
  }

  /// What was seen or tried.
  public List<Fact> facts() {
    return facts;
  }

  /// What to do next.
  public List<Action> actions() {
    return actions;
  }

  @Override
  public ExitStatus exitStatus() {
    return exitStatus;
  }

  private static <T> List<T> plus(List<T> list, T one) {
    List<T> all = new ArrayList<>(list);
    all.add(one);
    return all;
  }
}
