package kit.report;

import java.util.ArrayList;
import java.util.List;
import runtime.ExitStatus;

/// Trouble as the user reads it: what happened, what was seen, what to type next, the exit status.
///
/// ```text
/// error: --runtime container, but no Docker daemon answers
///   tried     DOCKER_HOST (unset), unix:///var/run/docker.sock (no such file)
///   do        start Docker, or leave the choice to the lab:
///             jbang labs/sequencer-burst.java --runtime auto
/// exit 3
/// ```
public final class ErrorText {
  private static final int NAME_COLUMNS = 12;
  private static final int REMARK_GAP = 4;

  private final Style style;
  private final int width;

  public ErrorText(Style style) {
    this.style = style;
    this.width = style.terminal().textWidth();
  }

  /// The lines, each ended by a line feed.
  public String render(Trouble trouble) {
    List<String> lines = new ArrayList<>(headline(trouble));
    for (Trouble.Fact fact : trouble.facts()) {
      lines.addAll(named(fact.name(), fact.lines()));
    }
    if (!trouble.actions().isEmpty()) {
      lines.addAll(named("do", actions(trouble.actions())));
    }
    lines.add(style.ink(Ink.DIM, "exit " + trouble.exitStatus().code()));
    return String.join("\n", lines) + "\n";
  }

  private List<String> headline(Trouble trouble) {
    String word = word(trouble.exitStatus());
    List<String> lines =
        new ArrayList<>(Columns.wrap(word + ": " + style.text(trouble.what()), width - 2));
    for (int at = 1; at < lines.size(); at++) {
      lines.set(at, "  " + lines.get(at));
    }
    Ink ink = trouble.exitStatus() == ExitStatus.INCONCLUSIVE ? Ink.YELLOW : Ink.RED;
    lines.set(0, style.ink(ink, word + ":") + lines.getFirst().substring(word.length() + 1));
    return lines;
  }

  private static String word(ExitStatus exitStatus) {
    return switch (exitStatus) {
      case REGRESSION -> "regression";
      case INCONCLUSIVE -> "inconclusive";
      case INTERRUPTED -> "stopped";
      default -> "error";
    };
  }

  private List<String> named(String name, List<String> texts) {
    List<String> lines = new ArrayList<>();
    for (String text : texts) {
      for (String line : wrapped(style.text(text))) {
        String head = lines.isEmpty() ? "  " + name : "";
        lines.add((Columns.left(head, NAME_COLUMNS) + line).stripTrailing());
      }
    }
    return lines;
  }

  /// Spaces inside a line are kept, since they align commands with their remarks.
  private List<String> wrapped(String text) {
    int columns = width - NAME_COLUMNS;
    return Columns.width(text) <= columns ? List.of(text) : Columns.wrap(text, columns);
  }

  private List<String> actions(List<Trouble.Action> actions) {
    int commandColumns =
        actions.stream()
            .filter(action -> !action.remark().isEmpty())
            .mapToInt(action -> Columns.width(action.text()))
            .max()
            .orElse(0);
    List<String> lines = new ArrayList<>();
    for (Trouble.Action action : actions) {
      String line = Columns.left(action.text(), commandColumns + REMARK_GAP) + action.remark();
      if (action.remark().isEmpty() || Columns.width(line) <= width - NAME_COLUMNS) {
        lines.add(line.stripTrailing());
      } else {
        lines.add(action.text());
        lines.add("  " + action.remark());
      }
    }
    return lines;
  }
}
