package kit.report;

import java.util.List;
import kit.result.Result;

/// What the operations over p99 spent their time on, a line for each variant whose trials have kept
/// it.
record TailSection(Style style) implements Section {
  @Override
  public List<String> lines(Result result) {
    Listing list = new Listing(style, "TAIL");
    Tail.sentences(result).forEach(list::add);
    return list.lines();
  }
}
