package tools.exports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.result.CheckRow;
import kit.result.Metric;

/// k6's summary of one run: what `handleSummary` is given, and the flatter form of
/// `--summary-export`.
///
/// k6 itself is not run here, for it is under the AGPL: the shapes are those of its documentation
/// and of summaries that others have published.
final class K6 implements Export {
  /// Trends of times that k6 has of its own. The flat form does not say which of a script's are.
  private static final String TIMES =
      "http_req_[a-z_]+|grpc_req_duration|(iteration|group)_duration";

  /// Of a trend it may be asked how many values it has, which is no time.
  private static final String COUNT = "count";

  private static final String ID = "[a-z0-9][a-z0-9._-]*";

  @Override
  public Tool tool() {
    return new Tool(
        "k6",
        "k6 run --summary-export=FILE, or handleSummary",
        "a trial is one file, for k6 keeps a summary of a run alone");
  }

  @Override
  public boolean knows(Source source) {
    return source.has("metrics");
  }

  @Override
  public List<Measured> read(Source source) {
    Json metrics = source.json().at("metrics");
    Map<String, Metric> trial = new HashMap<>();
    for (String name : metrics.fields()) {
      if (name.matches(ID)) { // a part of another, such as http_req_duration{status:200}, does not
        add(trial, name, metrics.at(name));
      }
    }
    if (trial.isEmpty()) {
      throw metrics.wrong("holds no trend and no counter");
    }
    return List.of(
        new Measured(
            source.name(),
            tool().name(),
            "",
            List.of(trial),
            checks(source.name(), metrics),
            List.of()));
  }

  private static void add(Map<String, Metric> trial, String name, Json metric) {
    Json values = values(metric);
    String contains = metric.has("contains") ? metric.at("contains").text() : "";
    if (values.has("avg")) {
      boolean time = contains.isEmpty() ? name.matches(TIMES) : contains.equals("time");
      for (String stat : values.fields()) {
        if (time && !stat.equals(COUNT) && values.node().path(stat).isNumber()) {
          trial.put(
              name + "." + stat.replaceAll("[()]", ""), new Metric(values.at(stat).number(), "ms"));
        }
      }
    } else if (values.has(COUNT) && values.has("rate")) {
      boolean data = name.matches("data_(sent|received)") || contains.equals("data");
      String noun = data ? "B" : name.equals("http_reqs") ? "requests" : name;
      trial.put(name + ".count", new Metric(values.at(COUNT).number(), noun));
      trial.put(name + ".rate", new Metric(values.at("rate").number(), noun + "/s"));
    }
  }

  private static Json values(Json metric) {
    return metric.has("values") ? metric.at("values") : metric;
  }

  /// A rate counts as passed what was not zero: of `http_req_failed` that is what failed.
  private static List<CheckRow> checks(String name, Json metrics) {
    List<CheckRow> checks = new ArrayList<>();
    if (metrics.has("http_req_failed")) {
      checks.add(
          check(
              "every request of " + name + " was answered with success",
              values(metrics.at("http_req_failed")),
              "fails",
              "requests"));
    }
    if (metrics.has("checks")) {
      checks.add(
          check(
              "every check of the script of " + name + " passed",
              values(metrics.at("checks")),
              "passes",
              "checks"));
    }
    return checks;
  }

  private static CheckRow check(String sentence, Json values, String good, String noun) {
    long all = values.at("passes").count() + values.at("fails").count();
    return CheckRow.of(sentence, values.at(good).count(), all, noun, "");
  }
}
