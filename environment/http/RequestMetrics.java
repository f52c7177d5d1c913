package http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Answers counted by route and status, and how long they took by route. Any thread may count.
public final class RequestMetrics {
  private record Answered(String route, int status) {}

  private final Map<Answered, LongAdder> answered = new ConcurrentHashMap<>();
  private final Map<String, Histogram> latencies = new ConcurrentHashMap<>();

  /// A request was answered.
  ///
  /// @param route one of few: never a path that a client has thought of
  public void answered(String route, int status, long ns) {
    answered.computeIfAbsent(new Answered(route, status), _ -> new LongAdder()).increment();
    latencies.computeIfAbsent(route, _ -> new Histogram()).add(ns);
  }

  /// Answers of one status that were counted, on all routes.
  public long count(int status) {
    return answered.entrySet().stream()
        .filter(each -> each.getKey().status() == status)
        .mapToLong(each -> each.getValue().sum())
        .sum();
  }

  /// Writes all that was counted.
  ///
  /// @param system what the names of the metrics begin with
  public void write(Exposition out, String system) {
    String total = system + "_http_requests_total";
    out.type(total, "counter");
    Map<String, Long> sorted = new TreeMap<>();
    answered.forEach(
        (each, count) ->
            sorted.put(
                "route=\"%s\",status=\"%s\"".formatted(each.route(), each.status()), count.sum()));
    sorted.forEach((labels, count) -> out.line(total, labels, count));
    String seconds = system + "_http_request_seconds";
    out.type(seconds, "histogram");
    new TreeMap<>(latencies)
        .forEach((route, histogram) -> histogram.write(out, seconds, "route=\"" + route + "\""));
  }
}
