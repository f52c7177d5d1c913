package kit.figure.view;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kit.figure.Audit;
import kit.figure.Figure;

/// The ruling on every figure, by one audit and the results at hand.
record Rulings(Audit audit, Findings findings) {
  Ruling of(Figure figure) {
    return Ruling.of(figure, audit, findings);
  }

  /// How many of these figures have each verdict, repeats and settings left out.
  Map<String, Long> counts(List<Figure> figures) {
    return figures.stream()
        .filter(figure -> !Ruling.setting(figure) && figure.repeats().isEmpty())
        .collect(
            Collectors.groupingBy(
                figure -> of(figure).word(), TreeMap::new, Collectors.counting()));
  }
}
