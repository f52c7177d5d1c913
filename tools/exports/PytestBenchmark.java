package tools.exports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kit.result.Metric;
import kit.stats.Quantiles;

/// `pytest --benchmark-json`: every round of every test, in seconds.
///
/// Rounds share a process, so a file is a trial of its tests, and the trial's value the median of
/// the rounds.
final class PytestBenchmark implements Export {
  private static final Set<String> KNOWN = Set.of("4", "5");

  @Override
  public Tool tool() {
    return new Tool(
        "pytest-benchmark",
        "pytest --benchmark-json=FILE",
        "a trial is one file, and its value the median of the rounds, which share a process");
  }

  @Override
  public boolean knows(Source source) {
    return source.has("benchmarks", "machine_info");
  }

  @Override
  public List<Measured> read(Source source) {
    Json file = source.json();
    String version = file.at("version").text();
    if (!KNOWN.contains(version.replaceFirst("\\..*", ""))) {
      throw file.at("version").wrong("is " + version + ", and known are 4.x and 5.x");
    }
    String python = "Python " + file.at("machine_info").at("python_version").text();
    List<Measured> all = new ArrayList<>();
    for (Json test : file.at("benchmarks").items()) {
      Map<String, Metric> trial = Map.of("time", new Metric(median(test.at("stats")), "s"));
      String name = test.at("fullname").text();
      all.add(new Measured(name, tool().name(), python, List.of(trial), List.of(), List.of()));
    }
    return all;
  }

  /// A file that was saved without its rounds has their median still.
  private static double median(Json stats) {
    return stats.has("data")
        ? Quantiles.median(stats.at("data").items().stream().mapToDouble(Json::number).toArray())
        : stats.at("median").number();
  }
}
