package kit.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import kit.stats.Latencies;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/// Every result that the records allow: rows without numbers, numbers at the ends of what a double
/// holds, one trial or none, text that no lab would print.
public final class AnyResult {
  private static final double[] EXTREMES = {
    0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    1e-9,
    1,
    99.999999,
    100,
    999.9999,
    1e9,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] TEXTS = {
    "",
    " ",
    "burst, 1 channel, window 1",
    "a label that goes on and on, with commas, and on, and never seems to want to end, 128"
        + " channels",
    "anUnbrokenWordThatIsLongerThanAnyColumnOfTheTableAndThereforeMustBeBrokenSomewhereInItsMiddle",
    "\u001b[31mred\u0007\r\n\ttab",
    "| pipe <b>&amp; *stars*",
    "Größe µ–…✓ 漢字 \ud83d\ude00 \ud800",
    "%s %d {0}"
  };
  private static final String[] UNITS = {
    "payments/s", "/s", "ms", "ns", "%", "", "µs", "s", "MB/s"
  };
  private static final String[] BETTER = {"more", "less", "none"};
  private static final int MOST_FIGURES = 400;

  private final Random random;

  private AnyResult(long seed) {
    this.random = new Random(seed);
  }

  /// Shrinks to small seeds only: what matters is that a failure can be repeated.
  public static Arbitrary<Result> arbitrary() {
    return Arbitraries.longs().map(seed -> new AnyResult(seed).result(8));
  }

  /// A result with hundreds of figures and trials.
  public static Result large(long seed) {
    return new AnyResult(seed).result(MOST_FIGURES);
  }

  private Result result(int most) {
    ResultBuilder run = new ResultBuilder();
    run.profile = pick(new String[] {"quick", "standard", "full"});
    run.lab = text();
    run.title = text();
    run.machine = random.nextBoolean() ? Map.of() : Map.of("cpu", text(), "cores", "unknown");
    run.project = new ProjectFacts("", random.nextBoolean() ? "" : "unknown", random.nextBoolean());
    run.limits.add(new Limit("limit", text(), positive(), unit(), 1, 2, text()));
    int rows = most == MOST_FIGURES ? most : random.nextInt(most);
    for (int at = 0; at < rows; at++) {
      run.figures.add(figure(at));
    }
    int trials = most == MOST_FIGURES ? most : random.nextInt(4);
    for (int at = 0; at < trials; at++) {
      run.trials.add(trial(at));
    }
    for (int at = random.nextInt(4); at > 0; at--) {
      run.peers.add(
          new PeerRow(text(), text(), "m", "row " + at, value(), value(), value(), text()));
    }
    for (int at = random.nextInt(4); at > 0; at--) {
      long of = random.nextInt(3) * 1_000_000_000_000L;
      run.checks.add(CheckRow.of(text(), of == 0 ? 0 : of - random.nextInt(2), of, text(), text()));
    }
    for (int at = random.nextInt(3); at > 0; at--) {
      run.notes.add(text());
    }
    run.exit = new ExitRow(random.nextInt(6), text());
    return run.build();
  }

  private FigureRow figure(int at) {
    Double[] ends = random.nextInt(4) == 0 ? new Double[2] : sorted();
    List<Double> values = new ArrayList<>();
    for (int n = random.nextInt(12); n > 0; n--) {
      values.add(value());
    }
    Verdict verdict = pick(Verdict.values());
    return new FigureRow(
        "row " + at,
        text(),
        pick(new String[] {"Throughput, payments/s, more is better", "Latency", ""}),
        "m",
        "variant " + at % 3,
        unit(),
        pick(BETTER),
        random.nextInt(4) == 0 ? List.of("no fsync", "closed loop") : List.of(),
        random.nextInt(3) == 0 ? null : documented(at),
        random.nextInt(5) == 0 ? null : (Double) value(),
        ends[0],
        ends[1],
        values,
        random.nextInt(3) == 0 ? null : (Double) value(),
        random.nextInt(3) == 0 ? null : (Double) value(),
        random.nextInt(3) == 0 ? null : (Double) value(),
        verdict,
        verdict.needsReason() ? "because " + text() : text(),
        random.nextBoolean() ? null : pick(new String[] {"limit", "lost"}),
        random.nextBoolean() ? null : (Double) value());
  }

  private Documented documented(int at) {
    Double[] ends = sorted();
    String comparator = pick(new String[] {"=", "<", "<=", ">", ">=", "~", "range"});
    return new Documented("doc." + at, "doc", at, comparator, ends[0], ends[1], text());
  }

  private TrialRow trial(int order) {
    List<Double> load = DoubleStream.generate(this::value).limit(5).boxed().toList();
    boolean series = random.nextInt(3) == 0;
    return new TrialRow(
        order / 3,
        pick(Role.values()),
        "variant " + order % 3,
        order,
        Math.abs(random.nextDouble()),
        random.nextBoolean() ? Map.of() : Map.of("m", new Metric(value(), unit())),
        random.nextInt(3) > 0 ? Map.of() : Map.of("m", new Proportion(0, random.nextInt(2))),
        random.nextInt(3) > 0 ? Map.of() : Map.of("latency", histogram()),
        series ? series(load) : Map.of(),
        random.nextInt(3) > 0 ? List.of() : List.of("steal above 5 %", text()),
        Map.of());
  }

  private static Map<String, List<Double>> series(List<Double> load) {
    return Map.of(
        "offered",
        load,
        "throughput",
        load,
        "p50",
        load,
        "p99",
        load,
        "samples",
        load,
        "power/a panel/a curve",
        load,
        "trade/x/y/many/x",
        load,
        "trade/x/y/many/y",
        load,
        "trade/x/y/one/x",
        load.subList(0, 1),
        "trade/x/y/one/y",
        load.subList(1, 2));
  }

  private String histogram() {
    long[] latenciesNs = random.longs(random.nextInt(5), 0, Latencies.HIGHEST_NS).toArray();
    return Latencies.ofNs(latenciesNs).encode();
  }

  private Double[] sorted() {
    double one = value();
    double other = value();
    return new Double[] {Math.min(one, other), Math.max(one, other)};
  }

  private double value() {
    return switch (random.nextInt(3)) {
      case 0 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 1 -> random.nextInt(100_000);
      default -> Math.pow(10, random.nextDouble(-6, 12));
    };
  }

  private double positive() {
    double value = Math.abs(value());
    return value > 0 ? value : 1;
  }

  private String text() {
    return pick(TEXTS);
  }

  private String unit() {
    return pick(UNITS);
  }

  private <T> T pick(T[] from) {
    return from[random.nextInt(from.length)];
  }
}
