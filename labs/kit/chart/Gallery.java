package kit.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import kit.report.BaselineTable;
import kit.report.MachineWords;
import kit.report.RowNotes;
import kit.report.Terminal;
import kit.report.Trouble;
import kit.report.Words;
import kit.result.FigureRow;
import kit.result.Result;
import kit.result.ResultStore;

/// Every chart that a result can carry, and the page that shows them: what a lab leaves beside its
/// result. Drawn from results alone, so that the same results give the same page at any time.
public final class Gallery {
  private static final String PAGE = "README.md";

  /// One chart.
  ///
  /// @param name of its files
  /// @param about what it shows, for who has not seen such a chart before
  public record Picture(String name, String about, Chart chart) {}

  /// A chart that a result may carry, of which it says what it shows; from the most to the least
  /// summarising.
  private enum Kind {
    FIGURES(
        Charts::figures,
        "Every figure: what the document states, what was measured with its interval, the"
            + " limit it is held against, and what peers reached in the same run."),
    SATURATION(
        Charts::saturation,
        "Throughput and latency against the number of clients, each of which waits for its"
            + " answer before it asks again."),
    BATCHES(
        Charts::batches,
        "Throughput in what batches hold, and a batch's latency, against the size of a batch."),
    LOAD(
        Charts::load,
        "Latency against offered load. Requests are due by a clock, and latency counts from the"
            + " moment when one was due."),
    TRADE(
        Charts::trade,
        "What one gives up for the other: every setting by two measures of which less is better."
            + " Dots mark those that no other one beats in both."),
    POWER(
        Charts::power,
        "How often a test tells two sides apart, against how many samples it has of each."),
    SPECTRUM(
        Charts::spectrum, "Latency by percentile: each trial thin, all trials together thick."),
    LIMITS(
        Charts::limits,
        "How much of its limit each row reached, calibrated in the same run. A limit that a"
            + " trial exceeded is none, and has no share."),
    TRIALS(
        Charts::trials,
        "Every trial in the order in which it ran: drift, two modes, a warm-up that was too"
            + " short. Disturbed trials are crossed out, kept and counted."),
    HISTORY(
        null,
        "How the figures moved from run to run, of those runs that may be compared with this"
            + " one.");

    private final Function<Result, Chart> drawing;
    private final String about;

    Kind(Function<Result, Chart> drawing, String about) {
      this.drawing = drawing;
      this.about = about;
    }

    private String files() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// More runs than these would hide each other in the history.
  private static final int EARLIER_RUNS = 40;

  private final Result result;
  private final List<Picture> pictures = new ArrayList<>();

  private Gallery(Result result) {
    this.result = result;
  }

  /// Draws what a stored result can carry, with those before it as its history.
  ///
  /// @return the page
  /// @throws IOException if the result cannot be read or the folder cannot be written
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Path draw(Path file, Path folder, Set<Format> formats) throws IOException {
    Path from = folder.toAbsolutePath().normalize();
    Path to = file.toAbsolutePath().normalize();
    return of(file).save(folder, from.relativize(to).toString().replace('\\', '/'), formats);
  }

  /// The folder beside a result's file where its charts lie: it has the file's name.
  public static Path folder(Path file) {
    return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.json$", ""));
  }

  /// What a stored result can carry, with those before it as its history.
  ///
  /// @throws UncheckedIOException if it cannot be read
  public static Gallery of(Path file) {
    try {
      return of(ResultStore.read(file), ResultStore.before(file, EARLIER_RUNS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// One chart of a stored result by its name, without drawing the others; nothing if the result
  /// cannot carry it.
  public static Optional<Picture> picture(Path file, String name) throws IOException {
    Gallery gallery = new Gallery(ResultStore.read(file));
    for (Kind kind : Kind.values()) {
      if (kind.files().equals(name)) {
        gallery.hang(
            kind, kind == Kind.HISTORY ? ResultStore.before(file, EARLIER_RUNS) : List.of());
      }
    }
    return gallery.pictures.stream().findFirst();
  }

  /// Draws what this result can carry.
  ///
  /// @param earlier results of the same lab, in any order; those that may be compared become the
  ///     history
  /// @throws Trouble with exit status 3 if this machine has no font
  public static Gallery of(Result result, List<Result> earlier) {
    Gallery gallery = new Gallery(result);
    for (Kind kind : Kind.values()) {
      gallery.hang(kind, earlier);
    }
    return gallery;
  }

  private void hang(Kind kind, List<Result> earlier) {
    List<Result> runs = new ArrayList<>(earlier);
    runs.add(result);
    if (kind == Kind.HISTORY && HistoryChart.comparable(runs) < 2) {
      return;
    }
    Chart chart = kind == Kind.HISTORY ? Charts.history(runs) : kind.drawing.apply(result);
    if (!chart.blank()) {
      pictures.add(new Picture(kind.files(), kind.about, chart));
    }
  }

  /// The names of the charts.
  public List<String> names() {
    return pictures.stream().map(Picture::name).toList();
  }

  /// The charts, from the most to the least summarising.
  public List<Picture> pictures() {
    return List.copyOf(pictures);
  }

  /// Writes each chart (see [Chart#save]) and a page that shows them all. A chart that an earlier
  /// result had and this one does not is deleted.
  ///
  /// @param source the result's file, as a path from that folder
  /// @return the page
  public Path save(Path folder, String source, Set<Format> formats) throws IOException {
    Files.createDirectories(folder);
    for (Kind kind : Kind.values()) {
      for (Format format : Format.ALL) {
        Files.deleteIfExists(folder.resolve(kind.files() + format.ending()));
      }
    }
    for (Picture picture : pictures) {
      picture.chart().save(folder, picture.name(), formats);
    }
    return Files.writeString(folder.resolve(PAGE), page(source, formats));
  }

  /// The page in Markdown.
  ///
  /// @param source the result's file, as a path from the page
  public String page(String source, Set<Format> formats) {
    StringBuilder page = new StringBuilder();
    page.append("# ").append(result.lab()).append(", ").append(MachineWords.day(result));
    page.append("\n\n").append(words(Words.capital(result.title()))).append(".\n");
    page.append(weaknesses()).append(against());
    for (Picture picture : pictures) {
      Chart chart = picture.chart();
      page.append("\n## ").append(words(chart.title())).append("\n\n");
      page.append(picture.about()).append("\n\n");
      page.append("![").append(words(chart.altText())).append("](");
      page.append(picture.name()).append(Format.SVG.ending()).append(")\n");
    }
    page.append("\n## The files\n\nEach chart lies here as\n");
    new TreeSet<>(formats).forEach(one -> page.append("\n- " + one.name() + ": " + one.about()));
    return page.append(SOURCE.formatted(source, result.lab())).toString();
  }

  /// What weakens which rows, as a list; empty if nothing does.
  private String weaknesses() {
    Set<String> lines = new LinkedHashSet<>();
    for (FigureRow row : result.figures()) {
      List<String> notes = RowNotes.of(result, row);
      if (!notes.isEmpty()) {
        lines.add("- " + words(row.label() + ": " + String.join("; ", notes)) + "\n");
      }
    }
    return lines.isEmpty() ? "" : "\nRead with care:\n\n" + String.join("", lines);
  }

  /// How another build compares that was measured in the same run; empty without one.
  private String against() {
    return result.against() == null
        ? ""
        : "\n```text"
            + BaselineTable.render(BaselineTable.against(result), TABLE).replace('`', '"')
            + "```\n";
  }

  private static final Terminal TABLE = new Terminal(80, true, false, false);

  private static final String SOURCE =
      """


      All were drawn from [the result](%s) and from nothing else; `./jbang charts %s`
      draws those of your newest result again.
      """;

  /// Text of a result as Markdown shows it: a bracket or a bar in a label is no mark-up.
  private static String words(String text) {
    return Canvas.clean(text).replaceAll("([\\\\`*_\\[\\]<>|])", "\\\\$1");
  }
}
