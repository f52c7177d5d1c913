package agents;

import http.Answer;
import http.Exposition;
import http.Histogram;
import http.RequestMetrics;
import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import sandbox.Status;

/// What the server has counted.
final class Metrics {
  private final RequestMetrics requests = new RequestMetrics();
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
    requests.answered(route, status, ns);
  }

  void executed(Status status, long ns) {
    executed.get(status).increment();
    runs.add(ns);
  }

  /// @param gauges by name: what is so now
  /// @param counters by name: what others have counted
  Answer answer(Map<String, Number> gauges, Map<String, Number> counters) {
    scrapes.incrementAndGet();
    Exposition out = new Exposition();
    requests.write(out, "agents");
    out.type("agents_executions_total", "counter");
    executed.forEach(
        (status, count) ->
            out.line("agents_executions_total", "status=\"" + status + "\"", count.sum()));
    out.type("agents_sandbox_seconds", "histogram");
    runs.write(out, "agents_sandbox_seconds", "what=\"run\"");
    counters.forEach((name, value) -> out.one(name, "counter", value));
    out.one("agents_scrapes_total", "counter", scrapes.get());
    gauges.forEach((name, value) -> out.one(name, "gauge", value));
    out.one(
        "jvm_memory_used_bytes",
        "gauge",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    return out.answer();
  }
}
