package sequencer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import sequencer.engine.Engine;
import sequencer.service.ChannelTable;

/// Counts what the server does, and tells it in Prometheus' text format, version 0.0.4.
///
/// Counting costs some nanoseconds and never waits: every counter is a [LongAdder]. What is read
/// while others count is a moment's view, each number for itself.
final class Metrics {
  private static final int STATUS_MAX = 600;

  /// Upper bounds of the latency histogram, in microseconds; from what one fdatasync allows to what
  /// a client would give up on.
  private static final int[] BOUNDS_US = {
    100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000
  };

  private final AtomicReferenceArray<LongAdder> answers =
      new AtomicReferenceArray<>(Route.values().length * STATUS_MAX);
  private final LongAdder[] settled = new LongAdder[BOUNDS_US.length + 1];
  private final LongAdder settledNs = new LongAdder();
  private final LongAdder streamed = new LongAdder();
  private final Engine engine;
  private final ChannelTable channels;
  private final LongSupplier connections;

  /// @param connections how many are open
  Metrics(Engine engine, ChannelTable channels, LongSupplier connections) {
    this.engine = engine;
    this.channels = channels;
    this.connections = connections;
    for (int i = 0; i < settled.length; i++) {
      settled[i] = new LongAdder();
    }
  }

  /// Counts an answer when it is made.
  void answered(Route route, int status) {
    int index = route.ordinal() * STATUS_MAX + status;
    LongAdder adder = answers.get(index);
    if (adder == null) {
      answers.compareAndSet(index, null, new LongAdder());
      adder = answers.get(index);
    }
    adder.increment();
  }

  /// Counts a payment whose answer has been given to its socket.
  ///
  /// @param ns since its request had arrived whole
  void settled(long ns) {
    int bucket = 0;
    while (bucket < BOUNDS_US.length && ns > BOUNDS_US[bucket] * 1_000L) {
      bucket++;
    }
    settled[bucket].increment();
    settledNs.add(ns);
  }

  /// Counts the payments of a stream whose answer is a 200.
  void streamed(int payments) {
    streamed.add(payments);
  }

  /// Writes all of it.
  void write(JsonWriter to) {
    StringBuilder text = new StringBuilder(4 << 10);
    head(text, "sequencer_answers_total", "counter", "Answers made, by route and status.");
    for (Route route : Route.values()) {
      for (int status = 0; status < STATUS_MAX; status++) {
        LongAdder count = answers.get(route.ordinal() * STATUS_MAX + status);
        if (count != null) {
          String labels = "{route=\"" + route.label + "\",status=\"" + status + "\"}";
          sample(text, "sequencer_answers_total" + labels, Long.toString(count.sum()));
        }
      }
    }
    writeHistogram(text);
    head(
        text,
        "sequencer_streamed_payments_total",
        "counter",
        "Payments of streams that were accepted, repeated ones included.");
    sample(text, "sequencer_streamed_payments_total", Long.toString(streamed.sum()));
    head(text, "sequencer_channels", "gauge", "Channels open here.");
    sample(text, "sequencer_channels", Integer.toString(channels.size()));
    head(text, "sequencer_connections", "gauge", "Connections open.");
    sample(text, "sequencer_connections", Long.toString(connections.getAsLong()));
    head(
        text,
        "sequencer_durable_changes_total",
        "counter",
        "Changes that the engine made durable.");
    sample(text, "sequencer_durable_changes_total", Long.toString(engine.durablePosition()));
    to.raw(text.toString().getBytes(US_ASCII));
  }

  private void writeHistogram(StringBuilder text) {
    String name = "sequencer_settle_seconds";
    head(text, name, "histogram", "From a request for a payment, arrived whole, to its 200.");
    long sum = 0;
    for (int i = 0; i < BOUNDS_US.length; i++) {
      sum += settled[i].sum();
      sample(text, name + "_bucket{le=\"" + seconds(BOUNDS_US[i] * 1e-6) + "\"}", "" + sum);
    }
    sum += settled[BOUNDS_US.length].sum();
    sample(text, name + "_bucket{le=\"+Inf\"}", "" + sum);
    sample(text, name + "_sum", seconds(settledNs.sum() * 1e-9));
    sample(text, name + "_count", "" + sum);
  }

  private static String seconds(double value) {
    return String.format(Locale.ROOT, "%.9f", value).replaceFirst("\\.?0+$", "");
  }

  private static void head(StringBuilder text, String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static void sample(StringBuilder text, String name, String value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
