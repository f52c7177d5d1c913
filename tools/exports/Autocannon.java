package tools.exports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.result.CheckRow;
import kit.result.Metric;

/// `autocannon -j`: the summary of one run.
final class Autocannon implements Export {
  @Override
  public Tool tool() {
    return new Tool(
        "autocannon",
        "autocannon -j URL > FILE",
        "a trial is one file, for autocannon keeps a summary of a run alone");
  }

  @Override
  public boolean knows(Source source) {
    return source.has("requests", "latency", "throughput");
  }

  @Override
  public List<Measured> read(Source source) {
    Json run = source.json();
    Map<String, Metric> trial = new HashMap<>();
    trial.put("throughput", new Metric(run.at("requests").at("average").number(), "requests/s"));
    trial.put("transfer", new Metric(run.at("throughput").at("average").number(), "B/s"));
    Json latency = run.at("latency");
    trial.put("latency_mean", new Metric(latency.at("average").number(), "ms"));
    trial.put("latency_max", new Metric(latency.at("max").number(), "ms"));
    for (String field : latency.fields()) {
      if (field.matches("p[0-9]+(_[0-9]+)?")) {
        String id = "latency_" + field.replace('_', '.');
        trial.put(id, new Metric(latency.at(field).number(), "ms"));
      }
    }
    String setting =
        "%s, %s s, %s connections, pipelining %s"
            .formatted(
                run.at("url").text(),
                Math.round(run.at("duration").number()),
                run.at("connections").count(),
                run.at("pipelining").count());
    return List.of(
        new Measured(
            source.name(),
            tool().name(),
            setting,
            List.of(trial),
            List.of(check(source.name(), run)),
            List.of("closed loop")));
  }

  private static CheckRow check(String name, Json run) {
    long good = run.at("2xx").count();
    return CheckRow.of(
        "every request of " + name + " was answered with success",
        good,
        good + run.at("non2xx").count() + run.at("errors").count(),
        "requests",
        "");
  }
}
