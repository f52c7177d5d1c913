package tools.figures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.Figure;

/// How every figure stands, by one audit and the results at hand.
record Stands(Audit audit, Findings findings) {
  Stand of(Figure figure) {
    return Stand.of(figure, audit, findings);
  }

  /// How many of these figures have each verdict, repeats and settings left out.
  Map<String, Long> counts(List<Figure> figures) {
    return figures.stream()
        .filter(figure -> !Stand.setting(figure) && figure.repeats().isEmpty())
        .collect(
            Collectors.groupingBy(
                figure -> of(figure).word(), TreeMap::new, Collectors.counting()));
  }
}
