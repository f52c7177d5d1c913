package ledgerserver;

import http.Answer;
import http.Exposition;
import http.RequestMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What the server counts, unless it is told not to, and the alerts, which it always watches for.
final class Metrics {
  private static final int REFUSED = 400;

  private final RequestMetrics requests = new RequestMetrics();
  private final Alerts alerts = new Alerts();
  private final Map<String, Gauge> gauges = new LinkedHashMap<>();
  private final LongSupplier clockNs;

  private record Gauge(String kind, Supplier<Number> now) {}

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
    gauges.put(name, new Gauge("gauge", now));
  }

  /// Adds what is counted elsewhere.
  void counter(String name, Supplier<Number> now) {
    gauges.put(name, new Gauge("counter", now));
  }

  long nowNs() {
    return clockNs.getAsLong();
  }

  /// Alerts that fire.
  List<Alert> firing() {
    return alerts.firing(nowNs());
  }

  /// Counts an answer on its way.
  Consumer<Answer> counting(Route route, Consumer<Answer> answer) {
    boolean counting = counts;
    long fromNs = counting ? nowNs() : 0;
    return said -> {
      if (counting) {
        requests.answered(route.name(), said.status(), nowNs() - fromNs);
      }
      if (said.status() >= REFUSED) {
        alerts.refused(said.status(), nowNs());
      }
      answer.accept(said);
    };
  }

  Answer answer() {
    Exposition out = new Exposition();
    requests.write(out, "ledger");
    gauges.forEach((name, gauge) -> out.one(name, gauge.kind(), gauge.now().get()));
    long now = nowNs();
    out.type("ledger_alert", "gauge");
    for (Alert alert : Alert.values()) {
      String labels = "alert=\"" + alert.word() + "\"";
      out.line("ledger_alert", labels, alerts.fires(alert, now) ? 1 : 0);
    }
    return out.answer();
  }
}
