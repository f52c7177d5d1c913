package kit.chart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.Approval;
import kit.result.ExampleResults;
import kit.result.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every word and every number of the charts, held against files that somebody has read. Places are
/// left out: they follow from the numbers and from the font at hand.
class ApprovedChartsTest {
  private static final int ROWS_MAX = 14;

  static Stream<ChartsTest.Kind> kinds() {
    return ChartsTest.kinds();
  }

  private static Result resultFor(ChartsTest.Kind kind) {
    return switch (kind.name()) {
      case "load", "saturation" -> ExampleResults.swept().build();
      default -> kind.example();
    };
  }

  private static String reading(Chart chart) {
    Sheet sheet = chart.sheet();
    String key = sheet.key().stream().map(Sign::word).collect(Collectors.joining(" | "));
    List<String> rows = chart.csv().lines().toList();
    String numbers =
        rows.stream().limit(ROWS_MAX).collect(Collectors.joining("\n"))
            + (rows.size() > ROWS_MAX ? "\n... " + (rows.size() - ROWS_MAX) + " more rows" : "");
    return """
    TITLE     %s
    SUBTITLE  %s
    KEY       %s
    PANELS    %d
    WARNINGS  %s
    SOURCE    %s
    IN WORDS  %s

    %s
    """
        .formatted(
            sheet.title(),
            sheet.subtitle(),
            key,
            sheet.panels().size(),
            String.join("\n          ", sheet.warnings()),
            String.join("\n          ", sheet.source()),
            chart.altText(),
            numbers)
        .replaceAll("(?m) +$", "");
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wordsAndNumbersAreTheApprovedOnes(ChartsTest.Kind kind) {
    Approval.check("chart/" + kind.name() + ".txt", reading(kind.draw().apply(resultFor(kind))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theLocaleOfTheMachineChangesNothing(ChartsTest.Kind kind) {
    Locale before = Locale.getDefault();
    try {
      for (String language : List.of("de-DE", "tr-TR")) {
        Locale.setDefault(Locale.forLanguageTag(language));
        Approval.check(
            "chart/" + kind.name() + ".txt", reading(kind.draw().apply(resultFor(kind))));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void smokeRunSaysSoInTitleAndFoot() {
    Approval.check(
        "chart/figures-quick.txt", reading(Charts.figures(ExampleResults.quick().build())));
  }

  @Test
  void brokenCheckSaysThatTheRunDoesNotCount() {
    Approval.check(
        "chart/limits-broken-check.txt",
        reading(Charts.limits(ExampleResults.brokenCheck().build())));
  }
}
