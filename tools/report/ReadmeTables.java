package tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.finding.ResultFolder;
import kit.finding.Stands;
import kit.lab.Project;
import kit.report.EndTable;
import kit.report.Terminal;
import kit.result.ResultStore;
import kit.result.Verdict;
import tools.Generated;

/// What README.md shows of the documented figures and the reference runs: a line for each document,
/// what each verdict means, and below the command of a lab what it prints at its end.
public final class ReadmeTables {
  private static final Pattern SCREEN =
      Pattern.compile("(?s)(```text\n\\$ \\./jbang labs/([a-z-]+)\\.java\n).*?```");
  private static final Terminal TERMINAL = new Terminal(80, true, false, false);

  private ReadmeTables() {}

  /// README.md as it should be.
  public static Generated of(Path home) throws IOException {
    Project project = new Project(home);
    Path page = home.resolve("README.md");
    String text = Files.readString(page);
    text = Generated.table(text, "document", documents(project));
    text = Generated.table(text, "verdict", verdicts());
    Matcher shown = SCREEN.matcher(text);
    StringBuilder whole = new StringBuilder();
    while (shown.find()) {
      String screen = shown.group(1) + screen(project, shown.group(2)) + "```";
      shown.appendReplacement(whole, Matcher.quoteReplacement(screen));
    }
    return new Generated(page, shown.appendTail(whole).toString());
  }

  private static String screen(Project project, String lab) throws IOException {
    Path file =
        new ResultStore(project.reference())
            .newest(lab)
            .orElseThrow(() -> new IOException("there is no reference run of " + lab));
    String place = project.root().relativize(file).toString().replace('\\', '/');
    return EndTable.render(
        ResultStore.read(file), TERMINAL, false, Map.of("result", place), Map.of());
  }

  private static String documents(Project project) {
    Stands stands =
        Stands.of(
            project.documented(), ResultFolder.read(project.root(), List.of(project.reference())));
    List<FigureLine> lines =
        stands.audit().figures().all().stream().map(one -> FigureLine.of(one, stands)).toList();
    return DocumentLine.all(lines, stands, project.documented()).stream()
        .map(ReadmeTables::row)
        .collect(Collectors.joining());
  }

  private static String row(DocumentLine line) {
    String counts =
        line.counts().stream()
            .map(count -> count.count() + " " + count.group().word())
            .collect(Collectors.joining(", "));
    return row(
        "**" + line.document().title() + "**: " + line.document().about(),
        line.headlines().stream().map(ReadmeTables::claim).collect(Collectors.joining("<br>"))
            + (line.measured() ? "" : "<br>not measured yet"),
        "%s: %s; relations: %s".formatted(line.judged().size(), counts, line.audit()));
  }

  private static String claim(FigureLine line) {
    return "%s: **%s**, %s %s"
        .formatted(line.figure().metric(), line.figure().stated(), line.mark(), line.outcome());
  }

  private static String verdicts() {
    return Stream.of(Verdict.values())
        .filter(verdict -> verdict != Verdict.NONE)
        .map(verdict -> row((verdict.mark() + " " + verdict.word()).strip(), verdict.meaning()))
        .collect(Collectors.joining());
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
