package kit.report;

import java.util.List;
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
    Tail.sentences(result).forEach(list::add);
    return list.lines();
  }
}
