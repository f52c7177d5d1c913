package agents;

import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import sandbox.Status;

/// What the server has counted, in the text format of Prometheus.
final class Metrics {
  /// Upper ends of the histograms' buckets.
  private static final double[] SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private static final class Histogram {
    private final LongAdder[] buckets = new LongAdder[SECONDS.length + 1];
    private final LongAdder ns = new LongAdder();

    Histogram() {
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = new LongAdder();
      }
    }

    void add(long ns) {
      int i = 0;
      while (i < SECONDS.length && ns > SECONDS[i] * 1e9) {
        i++;
      }
      buckets[i].increment();
      this.ns.add(ns);
    }

    /// @param labels `name="value"`
    void write(StringBuilder out, String name, String labels) {
      long count = 0;
      for (int i = 0; i < buckets.length; i++) {
        count += buckets[i].sum();
        String end = i < SECONDS.length ? Double.toString(SECONDS[i]) : "+Inf";
        line(out, name + "_bucket", labels + ",le=\"" + end + "\"", count);
      }
      line(out, name + "_sum", labels, ns.sum() / 1e9);
      line(out, name + "_count", labels, count);
    }
  }

  private record Answered(String route, int status) {}

  private final Map<Answered, LongAdder> answered = new ConcurrentHashMap<>();
  private final Map<String, Histogram> latencies = new ConcurrentHashMap<>();
  private final Map<Status, LongAdder> executed = new EnumMap<>(Status.class);
  private final Histogram runs = new Histogram();
  private final AtomicLong scrapes = new AtomicLong();

  Metrics() {
    for (Status status : Status.values()) {
      executed.put(status, new LongAdder());
    }
  }

  /// @param route one of few: never a path that a client has thought of
  void answered(String route, int status, long ns) {
    answered.computeIfAbsent(new Answered(route, status), _ -> new LongAdder()).increment();
    latencies.computeIfAbsent(route, _ -> new Histogram()).add(ns);
  }

  void executed(Status status, long ns) {
    executed.get(status).increment();
    runs.add(ns);
  }

  /// @param gauges by name: what is so now
  /// @param counters by name: what others have counted
  String text(Map<String, Number> gauges, Map<String, Number> counters) {
    scrapes.incrementAndGet();
    StringBuilder out = new StringBuilder();
    type(out, "agents_http_requests_total", "counter");
    Map<String, Long> sorted = new TreeMap<>();
    answered.forEach(
        (each, count) ->
            sorted.put(
                "route=\"%s\",status=\"%s\"".formatted(each.route(), each.status()), count.sum()));
    sorted.forEach((labels, count) -> line(out, "agents_http_requests_total", labels, count));
    type(out, "agents_http_request_seconds", "histogram");
    new TreeMap<>(latencies)
        .forEach(
            (route, histogram) ->
                histogram.write(out, "agents_http_request_seconds", "route=\"" + route + "\""));
    type(out, "agents_executions_total", "counter");
    executed.forEach(
        (status, count) ->
            line(out, "agents_executions_total", "status=\"" + status + "\"", count.sum()));
    type(out, "agents_sandbox_seconds", "histogram");
    runs.write(out, "agents_sandbox_seconds", "what=\"run\"");
    counters.forEach((name, value) -> one(out, name, "counter", value));
    one(out, "agents_scrapes_total", "counter", scrapes.get());
    gauges.forEach((name, value) -> one(out, name, "gauge", value));
    one(
        out,
        "jvm_memory_used_bytes",
        "gauge",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    return out.toString();
  }

  private static void one(StringBuilder out, String name, String type, Number value) {
    type(out, name, type);
    out.append(name).append(' ').append(text(value)).append('\n');
  }

  private static void type(StringBuilder out, String name, String type) {
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void line(StringBuilder out, String name, String labels, Number value) {
    out.append(name).append('{').append(labels).append("} ").append(text(value)).append('\n');
  }

  private static String text(Number value) {
    return value instanceof Double real
        ? String.format(Locale.ROOT, "%.9f", real)
        : value.toString();
  }
}
