package kit.report;

import java.util.ArrayList;
import java.util.List;
import kit.result.CheckRow;
import kit.result.Numbers;
import kit.result.Result;

/// Every invariant with its evidence. One without evidence has not passed, and says so.
record CheckSection(Style style) implements Section {
  private static final int MOST_NAME_COLUMNS = 48;

  @Override
  public List<String> lines(Result result) {
    List<CheckRow> checks = result.checks();
    if (checks.isEmpty()) {
      return List.of();
    }
    if (result.smoke() && checks.stream().allMatch(CheckRow::held)) {
      return List.of(
          "CHECKS  %s of %s held        %s"
              .formatted(checks.size(), checks.size(), Numbers.span(Headline.seconds(result))));
    }
    int widest =
        checks.stream().mapToInt(check -> Columns.width(style.text(check.name()))).max().orElse(0);
    int nameColumns = Math.min(widest, MOST_NAME_COLUMNS);
    List<String> lines = new ArrayList<>(List.of("CHECKS"));
    checks.forEach(check -> add(lines, check, nameColumns));
    return lines;
  }

  private void add(List<String> lines, CheckRow check, int nameColumns) {
    String sign = check.held() ? style.held() : check.run() ? style.failed() : style.notRun();
    String evidence =
        check.run()
            ? Numbers.count(check.confirmed()) + " of " + Numbers.count(check.of())
            : "not run";
    String noun = check.run() ? " " + style.text(check.noun()) : "";
    String head = "  " + style.ink(check.held() ? Ink.GREEN : Ink.RED, sign) + " ";
    int room = style.terminal().textWidth() - 3 - Columns.width(sign);
    String name = style.text(check.name());
    String line = Columns.left(name, nameColumns) + "   " + evidence;
    int indent = Columns.width(sign) + 3;
    if (Columns.width(name) > nameColumns || Columns.width(line) > room) {
      List<String> names = Columns.wrap(name, room);
      lines.add(head + names.getFirst());
      below(lines, indent, String.join(" ", names.subList(1, names.size())));
      below(lines, indent, evidence + noun);
    } else {
      // the name nearly always says what was counted: the noun stands only where there is room
      lines.add(head + (Columns.width(line + noun) <= room ? line + noun : line).stripTrailing());
    }
    if (!check.held()) {
      below(lines, indent, style.text(check.detail()));
    }
  }

  private void below(List<String> lines, int indent, String text) {
    if (!text.isBlank()) {
      Columns.wrap(text, style.terminal().textWidth() - indent)
          .forEach(line -> lines.add(" ".repeat(indent) + line));
    }
  }
}
