package kit.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import kit.result.Result;

/// What the operations over p99 spent their time on, a line for each variant whose trials have kept
/// it.
final class TailSection implements Section {
  private final Style style;

  TailSection(Style style) {
    this.style = style;
  }

  @Override
  public List<String> lines(Result result) {
    Listing list = new Listing(style, "TAIL");
    Set<String> variants = new LinkedHashSet<>();
    result.figures().forEach(row -> variants.add(row.variant()));
    for (String variant : variants) {
      Tail.of(result, variant).ifPresent(tail -> list.add(variant + ", over p99: " + tail.words()));
    }
    return list.lines();
  }
}
