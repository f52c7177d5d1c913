package tools.figures;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.figure.Standing;
import kit.finding.Stand;
import kit.finding.Stands;
import kit.result.Verdict;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options that narrow a list of figures. Each takes several values, any of which may match;
/// several options narrow each other.
final class Filters {
  /// Words that are right even where no figure has them now.
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "--standing", Stream.of(Standing.values()).map(Standing::word).toList(),
          "--kind", Stream.of(Kind.values()).map(Kind::word).toList(),
          "--verdict",
              Stream.concat(
                      Stream.of(Verdict.values())
                          .filter(verdict -> verdict != Verdict.NONE)
                          .map(Verdict::word),
                      Stream.of(Stand.SETTING))
                  .toList());

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--document",
      split = ",",
      paramLabel = "NAME",
      description = "only these documents")
  private List<String> documents = List.of();

  @Option(
      names = "--system",
      split = ",",
      paramLabel = "NAME",
      description = "only figures of these systems")
  private List<String> systems = List.of();

  @Option(
      names = "--standing",
      split = ",",
      paramLabel = "WORD",
      description = "only these: measured, simulated, proxy, unmeasurable")
  private List<String> standings = List.of();

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "WORD",
      description =
          "only these: target, achieved, comparison, projection, parameter, illustration, cost,"
              + " environment")
  private List<String> kinds = List.of();

  @Option(
      names = "--lab",
      split = ",",
      paramLabel = "NAME",
      description = "only what these labs measure")
  private List<String> labs = List.of();

  @Option(
      names = "--verdict",
      split = ",",
      paramLabel = "WORD",
      description =
          "only these: a verdict's word as lists show it, such as exceeded or \"not run\", or"
              + " setting")
  private List<String> verdicts = List.of();

  /// Whether figures were asked for by what a list would otherwise leave out.
  boolean askFor() {
    return !kinds.isEmpty() || !verdicts.isEmpty();
  }

  /// The figures that match; possibly none.
  ///
  /// @throws ParameterException if a value is not one that any figure could have
  List<Figure> apply(Stands stands) {
    List<Figure> all = stands.audit().figures().all();
    List<Filter> filters =
        List.of(
            new Filter("--document", documents, figure -> Stream.of(figure.document())),
            new Filter("--system", systems, figure -> Stream.of(figure.system())),
            new Filter("--lab", labs, figure -> figure.labs().stream()),
            new Filter("--standing", standings, figure -> Stream.of(figure.standing().word())),
            new Filter("--kind", kinds, figure -> Stream.of(figure.kind().word())),
            new Filter("--verdict", verdicts, figure -> Stream.of(stands.of(figure).word())));
    List<Figure> left = all;
    for (Filter filter : filters) {
      refuseUnknown(filter, all);
      left = filter.of(left);
    }
    return left;
  }

  /// One option: what was asked for, and what a figure offers.
  private record Filter(
      String option, List<String> asked, Function<Figure, Stream<String>> values) {
    List<Figure> of(List<Figure> figures) {
      return asked.isEmpty()
          ? figures
          : figures.stream()
              .filter(figure -> values.apply(figure).anyMatch(asked::contains))
              .toList();
    }
  }

  private void refuseUnknown(Filter filter, List<Figure> all) {
    List<String> known =
        WORDS.getOrDefault(
            filter.option(), all.stream().flatMap(filter.values()).distinct().sorted().toList());
    for (String one : filter.asked()) {
      if (!known.contains(one)) {
        throw new ParameterException(
            spec.commandLine(),
            "%s %s is unknown; it is one of %s"
                .formatted(filter.option(), one, String.join(", ", known)));
      }
    }
  }
}
