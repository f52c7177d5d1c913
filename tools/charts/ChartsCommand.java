package tools.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.chart.Chart;
import kit.chart.Charts;
import kit.chart.Format;
import kit.chart.Gallery;
import kit.chart.Print;
import kit.chart.Theme;
import kit.lab.Project;
import kit.lab.StoredResult;
import kit.report.MachineWords;
import kit.result.ResultStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ExitStatus;
import runtime.Program;

/// `./jbang charts`: every chart that a stored result can carry, or one of them for a paper.
///
/// Files and captions go to standard output, everything else to standard error. Exit status: 0
/// drawn; 2 wrong arguments, as a chart that the result has not; 3 there is no such result, no
/// font, or no file can be written there.
@Command(
    name = "./jbang charts",
    sortOptions = false,
    description = {
      "Draws what a stored result can carry, with a page that shows it all, into a folder beside",
      "the result that has its name. A lab does the same at the end of its run.",
      "With CHART it draws that one for a paper, and prints its caption."
    },
    footer =
        "%n./jbang charts sequencer-burst figures --format pdf --width 85 --no-title%n"
            + "writes sequencer-burst-figures.pdf, one column wide.")
public final class ChartsCommand extends Program {
  private static final String ALL = "all";
  private static final String OVERVIEW = "overview";

  private final Supplier<Project> projects;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "RESULT",
      description =
          "a lab, of which your newest run with verdicts is meant, or the reference run if you"
              + " have none; the file of a result; or all, the newest of every lab")
  private String wanted;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CHART",
      description = "one chart by its id")
  private String chart;

  @Option(names = "--list", description = "the ids of the charts, and what each found")
  private boolean list;

  @Option(
      names = "--reference",
      description =
          "of the reference run; without RESULT of every one, into its own folder: the pictures of"
              + " this project's pages")
  private boolean reference;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "svg (default), png with 300 dots an inch, pdf, csv or txt")
  private String format;

  @Option(
      names = "--width",
      paramLabel = "MM",
      description = "lay it out for a column of this width, 70 to 400 mm: the type keeps its size")
  private Double width;

  @Option(
      names = "--theme",
      paramLabel = "THEME",
      description = "light, dark, or reader (default): as the page where it stands, else light")
  private String theme;

  @Option(names = "--no-title", description = "title and what is drawn only in the caption")
  private boolean untitled;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "another file than LAB-CHART.FORMAT here; without CHART the page's folder")
  private Path out;

  /// @param projects finds the project
  public ChartsCommand(Supplier<Project> projects) {
    this.projects = projects;
  }

  @Override
  public Integer call() throws IOException {
    boolean paper = format != null || width != null || theme != null || untitled;
    if (wanted == null && (!reference || list || out != null)) {
      throw wrong("name a lab or a result, or --reference alone");
    }
    if (chart == null && paper) {
      throw wrong("--format, --width, --theme and --no-title are for one chart: name it");
    }
    Project project = projects.get();
    if (wanted == null) {
      for (StoredResult stored : StoredResult.ofEveryLab(project, true)) {
        Path folder = stored.file().getParent();
        out().println(Gallery.draw(stored.file(), folder, Format.SMALL));
      }
    } else if (wanted.equals(ALL)) {
      overview(project);
    } else {
      of(project, stored(project));
    }
    out().flush();
    return ExitStatus.DONE.code();
  }

  private StoredResult stored(Project project) throws IOException {
    if (wanted.endsWith(".json")) {
      return StoredResult.of(Path.of(wanted));
    }
    return reference
        ? StoredResult.reference(project, wanted)
        : StoredResult.newest(project, wanted);
  }

  private void of(Project project, StoredResult stored) throws IOException {
    String lab = stored.result().lab();
    err()
        .printf(
            Locale.ROOT,
            "drawn from %s of %s%n",
            stored.whose(),
            MachineWords.run(stored.result()));
    if (list) {
      Gallery.of(stored.file()).pictures().forEach(one -> show(one.name(), one.chart()));
    } else if (chart == null) {
      Path folder = out == null ? folder(project, stored) : out;
      out().println(Gallery.draw(stored.file(), folder, Format.ALL));
    } else {
      print(
          lab,
          Gallery.picture(stored.file(), chart)
              .orElseThrow(() -> wrong(none(lab, Gallery.of(stored.file()).names())))
              .chart());
    }
  }

  /// The charts of a reference run that somebody draws for himself do not belong to the project.
  private static Path folder(Project project, StoredResult stored) {
    Path name = Gallery.folder(stored.file()).getFileName();
    return stored.reference()
        ? project.results().resolve(stored.result().lab()).resolve(name)
        : Gallery.folder(stored.file());
  }

  private void overview(Project project) throws IOException {
    if (chart != null && !chart.equals(OVERVIEW)) {
      throw wrong(none("all labs together", List.of(OVERVIEW)));
    }
    List<StoredResult> every = StoredResult.ofEveryLab(project, reference);
    err()
        .printf(
            Locale.ROOT,
            "drawn from %d runs, %d of them reference runs%n",
            every.size(),
            every.stream().filter(StoredResult::reference).count());
    Chart drawn = Charts.overview(every.stream().map(StoredResult::result).toList());
    if (list || chart == null) {
      show(OVERVIEW, drawn);
    } else {
      print(ALL, drawn);
    }
  }

  private void show(String id, Chart drawn) {
    out().printf(Locale.ROOT, "%-12s%s%n", id, drawn.title());
  }

  private String none(String whose, List<String> ids) {
    return "there is no chart %s of %s; there is %s"
        .formatted(chart, whose, String.join(", ", ids));
  }

  private void print(String lab, Chart drawn) throws IOException {
    Format kind = one("--format", Format.values(), format, Format.SVG);
    Chart printed = drawn.on(paper());
    String name = lab + "-" + chart + kind.ending();
    Path file = out == null ? Path.of(name) : out;
    ResultStore.whole("the chart", printed.bytes(kind), file);
    err().println("written to " + file);
    out().println(printed.caption());
  }

  private Print paper() {
    Theme ground = one("--theme", Theme.values(), theme, Theme.READER);
    try {
      return width == null
          ? Print.PAGE.on(ground).titled(!untitled)
          : Print.column(width, ground, !untitled);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private <E extends Enum<E>> E one(String option, E[] all, String word, E usual) {
    if (word == null) {
      return usual;
    }
    return Stream.of(all)
        .filter(value -> word(value).equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                wrong(
                    Stream.of(all)
                        .map(ChartsCommand::word)
                        .collect(
                            Collectors.joining(", ", option + " is one of ", ", not " + word))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
