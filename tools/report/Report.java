package tools.report;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kit.chart.Chart;
import kit.chart.Charts;
import kit.figure.Relation;
import kit.finding.Stands;
import kit.result.Result;
import kit.result.Verdict;

/// The page: figures, audit and runs in one HTML file that needs nothing else. The same results
/// give the same bytes.
///
/// @param documented the folder of the figures
/// @param labs the labs with the run that the page shows of each
/// @param others further runs that verdicts rest on
record Report(Stands stands, Path documented, List<LabSection> labs, List<LabSection> others) {
  private static final Pattern STYLE =
      Pattern.compile("\\s*<style>(.*?)</style>\\s*", Pattern.DOTALL);

  private static final String OVERVIEW =
      "Every row of every lab whose ratio to its document is known, a strip for each system.";

  /// Where no line must end: `16 640`, `95 %`, `25.3 GB`.
  private static final Pattern BREAK =
      Pattern.compile("(?<=\\d) (?=\\d{3}(?!\\d)|%|[kMGT]?B\\b|[num]?s\\b)");

  /// A line with its places in each order.
  private record Row(FigureLine line, String ranks) {}

  /// The whole page.
  String html() {
    List<FigureLine> lines =
        stands.audit().figures().all().stream().map(one -> FigureLine.of(one, stands)).toList();
    List<FigureLine> judged = lines.stream().filter(FigureLine::judged).toList();
    List<LabSection> runs = Stream.concat(labs.stream(), others.stream()).toList();
    List<DocumentLine> documents = DocumentLine.all(lines, stands, documented);
    List<Relation.Outcome> failing = outcomes(false);
    List<Relation.Outcome> holding = outcomes(true);
    Map<String, String> ranks = FigureLine.ranks(lines);
    Map<String, Object> page = new HashMap<>();
    page.put("css", new LabSection.Raw(resource("page.css")));
    page.put("js", new LabSection.Raw(resource("page.js")));
    page.put("figureCount", lines.size());
    page.put("judged", judged.size());
    page.put("groups", DocumentLine.counts(judged, ""));
    page.put("documents", documents);
    page.put("documentCount", documents.size());
    page.put("rows", lines.stream().map(line -> new Row(line, ranks.get(line.id()))).toList());
    page.put("systems", names(lines, line -> line.figure().system()));
    page.put("verdictWords", names(lines, FigureLine::verdict));
    page.put("verdicts", Stream.of(Verdict.values()).filter(one -> one != Verdict.NONE).toList());
    page.put("failing", failing);
    page.put("failingCount", failing.size());
    page.put("holding", holding);
    page.put("holdingCount", holding.size());
    page.put("labs", labs);
    page.put("labCount", labs.size());
    page.put("runs", runs);
    page.put("machines", names(runs, LabSection::machine));
    page.put("complaints", stands.findings().complaints());
    page.put("overview", overview());
    return styledOnce(template().execute(page));
  }

  private static <T> Set<String> names(Collection<T> all, Function<T, String> name) {
    Set<String> names = new TreeSet<>();
    all.forEach(one -> names.add(name.apply(one)));
    return names;
  }

  private List<Relation.Outcome> outcomes(boolean holds) {
    return stands.audit().outcomes().stream().filter(one -> one.holds() == holds).toList();
  }

  private List<LabSection.Picture> overview() {
    List<Result> results = labs.stream().map(LabSection::result).toList();
    Chart chart = Charts.overview(results);
    return chart.blank()
        ? List.of()
        : List.of(LabSection.picture("overview", OVERVIEW, chart, LabSection.numbers(chart)));
  }

  private static com.samskivert.mustache.Template template() {
    return Mustache.compiler()
        .emptyStringIsFalse(true)
        .withLoader(name -> new StringReader(resource(name + ".html")))
        .withFormatter(Report::unbroken)
        .compile(resource("page.html"));
  }

  private static String unbroken(Object value) {
    String text = String.valueOf(value);
    return value instanceof LabSection.Raw ? text : BREAK.matcher(text).replaceAll("\u00a0");
  }

  /// Every chart brings the same rules; the page needs them once.
  private static String styledOnce(String page) {
    Set<String> rules = new LinkedHashSet<>();
    int body = page.indexOf("<body");
    Matcher styles = STYLE.matcher(page.substring(body));
    String rest =
        styles.replaceAll(
            found -> {
              rules.add(found.group(1));
              return "\n";
            });
    return page.substring(0, body).replace("</style>", String.join("", rules) + "</style>") + rest;
  }

  private static String resource(String name) {
    try (InputStream in = Report.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
