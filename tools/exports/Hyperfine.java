package tools.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.result.CheckRow;
import kit.result.Metric;

/// `hyperfine --export-json`: every run of a command with its time in seconds and its exit status.
final class Hyperfine implements Export {
  @Override
  public Tool tool() {
    return new Tool(
        "hyperfine", "hyperfine --export-json FILE", "a trial is one run of the command");
  }

  @Override
  public boolean knows(Source source) {
    return source.has("results");
  }

  @Override
  public List<Measured> read(Source source) {
    List<Measured> all = new ArrayList<>();
    for (Json result : source.json().at("results").items()) {
      String name = result.at("command").text();
      List<Map<String, Metric>> trials =
          result.at("times").items().stream()
              .map(time -> Map.of("time", new Metric(time.number(), "s")))
              .toList();
      all.add(new Measured(name, tool().name(), "", trials, checks(name, result), List.of()));
    }
    return all;
  }

  /// Versions before 1.11 do not say how runs ended.
  private static List<CheckRow> checks(String name, Json result) {
    if (!result.has("exit_codes")) {
      return List.of();
    }
    List<Json> codes = result.at("exit_codes").items();
    long good = codes.stream().filter(code -> code.node().asInt(-1) == 0).count();
    String all = "every run of " + name + " ended with status 0";
    return List.of(CheckRow.of(all, good, codes.size(), "runs", ""));
  }
}
