package tools.exports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kit.result.Metric;

/// JMH's `-rf json`: the score of every iteration of every fork.
///
/// A fork is a trial and its value the mean of its iterations, which is the score that JMH itself
/// gives it: iterations share a JVM, and what one compiled the next one runs.
final class Jmh implements Export {
  private static final Set<String> OF_ITERATIONS = Set.of("thrpt", "avgt", "ss");

  private static final Pattern RATE = Pattern.compile("ops/(s|ms|us|ns|min)");

  /// One operation in one of these is so many in a second.
  private static final Map<String, Double> PER_SECOND =
      Map.of("s", 1.0, "ms", 1e3, "us", 1e6, "ns", 1e9, "min", 1 / 60.0);

  @Override
  public Tool tool() {
    return new Tool(
        "JMH",
        "JMH -rf json -rff FILE",
        "a trial is one fork, and its value the mean of the fork's iterations");
  }

  @Override
  public boolean knows(Source source) {
    return source.json() != null && source.json().node().path(0).has("jmhVersion");
  }

  @Override
  public List<Measured> read(Source source) {
    List<Measured> all = new ArrayList<>();
    for (Json run : source.json().items()) {
      String version = run.at("jmhVersion").text();
      if (!version.startsWith("1.")) {
        throw run.at("jmhVersion").wrong("is " + version + ", and known are 1.x");
      }
      String mode = run.at("mode").text();
      if (!OF_ITERATIONS.contains(mode)) {
        throw run.at("mode")
            .wrong("is " + mode + ", which keeps a histogram; use -bm avgt, thrpt or ss");
      }
      String setting = "mode %s, threads %s".formatted(mode, run.at("threads").count());
      all.add(new Measured(name(run), tool().name(), setting, trials(run), List.of(), List.of()));
    }
    return all;
  }

  /// `package.Class.method`, and its parameters.
  private static String name(Json run) {
    StringBuilder name = new StringBuilder(run.at("benchmark").text());
    if (run.has("params")) {
      Json parameters = run.at("params");
      for (String parameter : parameters.fields()) {
        name.append(' ').append(parameter).append('=').append(parameters.at(parameter).text());
      }
    }
    return name.toString();
  }

  private static List<Map<String, Metric>> trials(Json run) {
    Map<String, Json> metrics = new LinkedHashMap<>(Map.of("score", run.at("primaryMetric")));
    if (run.has("secondaryMetrics")) {
      Json more = run.at("secondaryMetrics");
      for (String name : more.fields()) {
        String id = name.replaceFirst("^·", "");
        if (id.matches("[a-z0-9][a-z0-9._-]*")) {
          metrics.put(id, more.at(name));
        }
      }
    }
    List<Map<String, Metric>> trials = new ArrayList<>();
    metrics.forEach((id, metric) -> add(trials, id, metric));
    return trials;
  }

  private static void add(List<Map<String, Metric>> trials, String id, Json metric) {
    List<Json> forks = metric.at("rawData").items();
    String unit = metric.at("scoreUnit").text();
    for (int at = 0; at < forks.size(); at++) {
      double mean =
          forks.get(at).items().stream().mapToDouble(Json::number).average().orElseThrow();
      if (trials.size() <= at) {
        trials.add(new LinkedHashMap<>());
      }
      trials.get(at).put(id, inOneUnit(mean, unit));
    }
  }

  /// JMH writes `us/op` for a time, `B/op` for bytes, and `ops/us` for a rate.
  private static Metric inOneUnit(double value, String unit) {
    Matcher rate = RATE.matcher(unit);
    return rate.matches()
        ? new Metric(value * PER_SECOND.get(rate.group(1)), "ops/s")
        : new Metric(value, unit.replaceFirst("/op$", "").replaceFirst("/sec$", "/s"));
  }
}
