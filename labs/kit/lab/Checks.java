package kit.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kit.result.CheckRow;

/// The invariants of a run with the evidence that its trials brought, in the order in which they
/// were first named.
final class Checks {
  private final Map<String, CheckRow> rows = new LinkedHashMap<>();

  /// Announces a check that must find evidence; without any it has not held.
  void expect(String name, String noun) {
    add(name, 0, 0, noun, "");
  }

  void add(String name, long confirmed, long of, String noun, String detail) {
    rows.merge(name, CheckRow.of(name, confirmed, of, noun, detail), Checks::sum);
  }

  private static CheckRow sum(CheckRow a, CheckRow b) {
    String detail = a.detail().isEmpty() ? b.detail() : a.detail();
    return CheckRow.of(a.name(), a.confirmed() + b.confirmed(), a.of() + b.of(), a.noun(), detail);
  }

  List<CheckRow> rows() {
    return List.copyOf(rows.values());
  }

  boolean allHeld() {
    return !rows.isEmpty() && rows.values().stream().allMatch(CheckRow::held);
  }
}
