package tools.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.figure.Kind;
import kit.lab.Units;
import kit.result.Metric;
import tools.exports.Measured;

/// Which quantity of which measurement answers a figure. Nothing is guessed: a name is there or
/// not.
///
/// @param wanted the measurement's name, whether or not there is one
/// @param measured null where there is none
/// @param quantity of it, or empty
record Answer(Figure figure, String wanted, Measured measured, String quantity) {

  /// The answers to all figures that can be judged: not to settings and repeats, unless asked for.
  ///
  /// @param named measurements by figure, which go before those that the figures' file names
  /// @throws IllegalArgumentException if a name leaves open what is meant, or units do not go
  ///     together
  static List<Answer> of(
      DocumentedFigures figures, Map<String, Measured> measured, Map<String, String> named) {
    named.keySet().forEach(figures::figure);
    List<Answer> answers = new ArrayList<>();
    for (Figure figure : figures.all()) {
      boolean asked = named.containsKey(figure.id());
      String name = asked ? named.get(figure.id()) : String.join(" ", figure.labs());
      Answer answer = name.isEmpty() ? byId(figure, measured) : byName(figure, name, measured);
      if (answer.measured == null && asked) {
        throw new IllegalArgumentException(
            "nothing was measured that is called \"%s\"; there is %s"
                .formatted(name, quoted(List.copyOf(measured.keySet()))));
      }
      answer.refuseOtherKind();
      if (answer.measured != null || judged(figure)) {
        answers.add(answer);
      }
    }
    return answers;
  }

  private static boolean judged(Figure figure) {
    boolean setting = figure.kind() == Kind.PARAMETER || figure.kind() == Kind.ENVIRONMENT;
    return !setting && figure.repeats().isEmpty();
  }

  /// A figure that names no measurement is answered by the one that is called as it is, with or
  /// without the document's name.
  private static Answer byId(Figure figure, Map<String, Measured> measured) {
    String bare = figure.id().substring(figure.document().length() + 1);
    String name = measured.containsKey(figure.id()) ? figure.id() : bare;
    return byName(figure, name, measured);
  }

  /// `NAME`, or `NAME:QUANTITY`. Names may hold colons, so the whole is tried first.
  private static Answer byName(Figure figure, String name, Map<String, Measured> measured) {
    int colon = name.lastIndexOf(':');
    if (!measured.containsKey(name) && colon > 0) {
      Measured found = measured.get(name.substring(0, colon));
      if (found != null) {
        return new Answer(
            figure, found.name(), found, quantity(figure, found, name.substring(colon + 1)));
      }
    }
    Measured found = measured.get(name);
    return new Answer(figure, name, found, found == null ? "" : only(figure, found));
  }

  private static String quantity(Figure figure, Measured measured, String quantity) {
    if (!measured.quantities().contains(quantity)) {
      throw new IllegalArgumentException(
          "%s is to be answered by \"%s\" of \"%s\", which has %s"
              .formatted(
                  figure.id(),
                  quantity,
                  measured.name(),
                  quoted(List.copyOf(measured.quantities()))));
    }
    return quantity;
  }

  private static String only(Figure figure, Measured measured) {
    if (measured.quantities().size() > 1) {
      throw new IllegalArgumentException(
          "%s is to be answered by \"%s\", which has several quantities: %s; name one, such as %s:%s"
              .formatted(
                  figure.id(),
                  measured.name(),
                  String.join(", ", measured.quantities()),
                  measured.name(),
                  measured.quantities().getFirst()));
    }
    return measured.quantities().getFirst();
  }

  private static String quoted(List<String> names) {
    return "\"" + String.join("\", \"", names) + "\"";
  }

  /// The unit in which the tool gives the quantity.
  private Optional<String> toolUnit() {
    return measured == null
        ? Optional.empty()
        : measured.trials().stream()
            .filter(trial -> trial.containsKey(quantity))
            .map(trial -> trial.get(quantity).unit())
            .findFirst();
  }

  private void refuseOtherKind() {
    toolUnit()
        .ifPresent(
            unit -> {
              try {
                Units.scale(figure.unit(), unit);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "%s is documented in %s, and \"%s\" of \"%s\" was measured in %s: they cannot be compared"
                        .formatted(figure.id(), figure.unit(), quantity, wanted, unit),
                    e);
              }
            });
  }

  /// The same number in the unit of the figure.
  Metric converted(Metric metric) {
    return new Metric(metric.value() / Units.scale(figure.unit(), metric.unit()), figure.unit());
  }
}
