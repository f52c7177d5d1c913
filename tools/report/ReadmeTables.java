package tools.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.finding.ResultFolder;
import kit.finding.Stands;
import kit.lab.Project;
import kit.result.Verdict;
import tools.Generated;

/// The tables of README.md that follow from the documented figures and the reference runs: a line
/// for each document, and what each verdict means.
public final class ReadmeTables {
  private ReadmeTables() {}

  /// README.md as it should be.
  public static Generated of(Path home) throws IOException {
    Project project = new Project(home);
    Path page = home.resolve("README.md");
    String text = Files.readString(page);
    text = Generated.table(text, "document", documents(project));
    return new Generated(page, Generated.table(text, "verdict", verdicts()));
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
            + (line.built() ? "" : "<br>not built yet"),
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
