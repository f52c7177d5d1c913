package ledgerserver;

import http.Answer;
import http.Exposition;
import http.RequestMetrics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the server counts, unless it is told not to.
final class Metrics {
  private final RequestMetrics requests = new RequestMetrics();
  private final Map<String, Supplier<Number>> gauges = new LinkedHashMap<>();
  private final LongSupplier clockNs;
  private volatile boolean counts;

  Metrics(boolean counts, LongSupplier clockNs) {
    this.counts = counts;
    this.clockNs = clockNs;
  }

  void count(boolean on) {
    counts = on;
  }

  /// Adds what is looked up when it is asked for.
  void gauge(String name, Supplier<Number> now) {
    gauges.put(name, now);
  }

  /// Counts an answer on its way.
  Consumer<Answer> counting(Route route, Consumer<Answer> answer) {
    if (!counts) {
      return answer;
    }
    long fromNs = clockNs.getAsLong();
    return said -> {
      requests.answered(route.name(), said.status(), clockNs.getAsLong() - fromNs);
      answer.accept(said);
    };
  }

  Answer answer() {
    Exposition out = new Exposition();
    requests.write(out, "ledger");
    gauges.forEach((name, now) -> out.one(name, "gauge", now.get()));
    return out.answer();
  }
}
