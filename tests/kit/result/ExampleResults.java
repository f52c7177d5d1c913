package kit.result;

import static kit.result.FigureBuilder.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kit.stats.Latencies;
import org.HdrHistogram.Histogram;

/// Results that look like real ones and are not: every number here is made up.
public final class ExampleResults {
  private static final int[] NOISY = {5, 11, 30};
  private static final int SAMPLES = 20_000;

  private ExampleResults() {}

  /// A standard run with every kind of row, three noisy trials, limits and peers.
  public static ResultBuilder standard() {
    ResultBuilder run = new ResultBuilder();
    addFigures(run.figures);
    addLimits(run.limits);
    run.peers.add(peer("PostgreSQL", "18.6", "burst.one", 2.31, 2.2, 2.5));
    run.peers.add(peer("Redis AOF", "8.2", "burst.one", 1.22, 1.1, 1.3));
    addChecks(run.checks);
    addTrials(run.trials);
    return run;
  }

  /// A smoke run of the same lab.
  public static ResultBuilder quick() {
    ResultBuilder run = new ResultBuilder();
    run.profile = "quick";
    run.finished = run.started.plusSeconds(27);
    run.figures.add(
        row("burst.one", "burst, 1 channel, window 1", "1 channel")
            .documented(27.81, "27.81")
            .measured(1431, 1402, 1466, 1402, 1466, 1431)
            .verdict("smoke", "")
            .build());
    addChecks(run.checks);
    return run;
  }

  /// A run in which a check failed and another had nothing to look at.
  public static ResultBuilder brokenCheck() {
    return standard()
        .with(
            run -> {
              run.checks.clear();
              run.checks.add(
                  CheckRow.of(
                      "every acknowledged payment survives kill -9",
                      1_000_000,
                      1_000_000,
                      "payments",
                      ""));
              run.checks.add(
                  CheckRow.of(
                      "balances conserved", 127, 128, "channels", "channel 7 is 17 units adrift"));
              run.checks.add(CheckRow.of("no channel is served twice", 0, 0, "channels", ""));
              run.exit = new ExitRow(1, "a check failed");
            });
  }

  /// One row for each verdict, with its reason.
  public static ResultBuilder everyVerdict() {
    ResultBuilder run = standard();
    run.figures.add(
        row("ledger.rate", "durable ledger, 8 accounts", "ledger")
            .documented(12_500, "12 500")
            .measured(8350, 8120, 8610, 8120, 8350, 8610, 8300, 8400, 8200)
            .verdict("short", "")
            .tagged("closed loop")
            .build());
    run.figures.add(
        row("loop.count", "benchmark loop iterations", "1 channel")
            .documented(20, "20")
            .verdict("disputed", "R3, line 29 says 20 iterations and line 44 says 1 000 requests")
            .build());
    run.figures.add(
        row("llm.rate", "LLM token rate", "none")
            .documented("range", 10, 20, "10 – 20")
            .verdict("unmeasurable", "the model is not named")
            .build());
    run.figures.add(
        row("chain.rate", "settlement on chain", "chain")
            .documented(9.3, "9.3")
            .measured(11.2, 10.9, 11.6, 11, 11, 11, 11.2, 11.6, 12)
            .verdict("proxy", "a local chain with one validator, not the public network")
            .build());
    run.figures.add(
        row("burst.512", "burst, 512 channels, window 512", "512 channels")
            .documented(">", 100, 100, "100+")
            .verdict("not run", "left out by --only")
            .build());
    return run;
  }

  private static PeerRow peer(
      String name, String version, String row, double ratio, double low, double high) {
    return new PeerRow(name, version, "throughput", row, ratio, low, high, "");
  }

  private static void addFigures(List<FigureRow> figures) {
    figures.add(
        row("burst.one", "burst, 1 channel, window 1", "1 channel")
            .documented(27.81, "27.81")
            .measured(1432, 1390, 1475, 1428, 1390, 1436, 1475, 1402, 1102, 1441, 1466, 1431, 1433)
            .verdict("exceeded", "")
            .limit("fdatasync_rate", 0.89)
            .build());
    figures.add(
        row("burst.many", "burst, 128 channels, window 128", "128 channels")
            .documented(27.81, "27.81")
            .measured(
                9810, 9420, 10_240, 9792, 9420, 9933, 10_240, 9801, 9819, 9610, 10_020, 9700, 9900)
            .verdict("exceeded", "")
            .limit("recover_rate", 0.27)
            .build());
    figures.add(
        row("live.one", "live signing, 1 channel", "live signing")
            .documented(14, "14.00")
            .measured(902, 611, 921, 902, 611, 921, 640, 910, 905, 899, 700, 915, 908)
            .verdict("inconclusive", "steal above 5 % in 3 of 10 trials; repeat on a quiet machine")
            .build());
    figures.add(
        row("accepted", "1 000 payments, 1 channel", "1 channel")
            .block("Accepted, %, more is better", "accepted", "%", "more")
            .documented(100, "100")
            .measured(100, 99.63, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100)
            .verdict("reproduced", "")
            .build());
    figures.add(
        row("latency.p99", "p99, open loop at 800/s", "800/s")
            .block(
                "Latency from the intended send time, ms, less is better",
                "latency_p99",
                "ms",
                "less")
            .measured(3.12, 2.84, 3.61, 3.1, 2.84, 3.2, 3.61, 3.05, 3.12, 3.0, 3.3, 3.15, 3.11)
            .build());
  }

  private static void addLimits(List<Limit> limits) {
    limits.add(
        new Limit(
            "fdatasync_rate", "one fdatasync each", 1610, "/s", 1580, 1640, "4 KiB, appended"));
    limits.add(
        new Limit(
            "recover_rate",
            "signature recovery, 2 cores",
            36_900,
            "/s",
            36_100,
            37_400,
            "libsecp"));
  }

  private static void addChecks(List<CheckRow> checks) {
    checks.add(
        CheckRow.of(
            "every acknowledged payment survives kill -9", 1_000_000, 1_000_000, "payments", ""));
    checks.add(
        CheckRow.of("no gap and no repeat in any channel's sequence", 128, 128, "channels", ""));
    checks.add(CheckRow.of("balances conserved", 128, 128, "channels", ""));
    checks.add(CheckRow.of("N = throughput x latency within 2 %", 40, 40, "trials", ""));
  }

  private static void addTrials(List<TrialRow> trials) {
    double[] one = {1428, 1390, 1436, 1475, 1402, 1102, 1441, 1466, 1431, 1433};
    double[] many = {9792, 9420, 9933, 10_240, 9801, 9819, 9610, 10_020, 9700, 9900};
    double[] live = {902, 611, 921, 640, 910, 905, 899, 700, 915, 908};
    double[] postgres = {611, 622, 605, 640, 618, 620, 598, 625, 612, 619};
    for (int index = 0; index < 10; index++) {
      trials.add(throughput(trials.size(), index, Role.SYSTEM, "1 channel", one[index]));
      trials.add(throughput(trials.size(), index, Role.PEER, "PostgreSQL", postgres[index]));
      trials.add(throughput(trials.size(), index, Role.SYSTEM, "128 channels", many[index]));
      trials.add(throughput(trials.size(), index, Role.CONTROL, "live signing", live[index]));
      trials.add(openLoop(trials.size(), index));
    }
    for (int index = 0; index < 5; index++) {
      trials.add(sweep(trials.size(), index));
    }
  }

  private static List<String> marks(int order) {
    for (int noisy : NOISY) {
      if (noisy == order) {
        return List.of("steal above 5 %");
      }
    }
    return List.of();
  }

  private static TrialRow throughput(
      int order, int index, Role role, String name, double perSecond) {
    TrialBuilder trial =
        TrialBuilder.trial(name, index)
            .role(role)
            .ran(order, 6.7)
            .metric("throughput", perSecond, "payments/s")
            .marked(marks(order));
    return (role == Role.SYSTEM ? trial.proportion("accepted", 100, 100) : trial).build();
  }

  private static TrialRow openLoop(int order, int index) {
    return TrialBuilder.trial("800/s", index)
        .ran(order, 6.7)
        .metric("latency_p99", 3.1 + 0.05 * index, "ms")
        .latency(latencies(1 + 0.01 * ((index * 7) % 10 - 5)))
        .marked(marks(order))
        .build();
  }

  /// Latencies drawn by their quantiles, not at random: a body around 0.7 ms, a tail that begins
  /// at p99.
  public static Latencies latencies(double factor) {
    Histogram histogram = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
    for (int i = 0; i < SAMPLES; i++) {
      double left = 1 - (i + 0.5) / SAMPLES;
      double body = 0.55 + 0.55 * Math.log10(1 / left);
      double tail = left < 0.008 ? 14 * (1 - Math.sqrt(left / 0.008)) : 0;
      histogram.recordValue((long) (1e6 * factor * (body + tail)));
    }
    return Latencies.of(histogram);
  }

  /// A run that sweeps concurrency and offered load, with a peer that did the same, a documented
  /// rate, a documented latency and a limit.
  public static ResultBuilder swept() {
    ResultBuilder run = new ResultBuilder();
    addLimits(run.limits);
    run.figures.add(
        row("best", "best of 1..512 channels, window 1 each", "load sweep")
            .documented(">", 100, 100, "100+")
            .measured(1490, 1471, 1513, 1490, 1496, 1502, 1508, 1514, 1484)
            .verdict("exceeded", "")
            .limit("fdatasync_rate", 0.925)
            .build());
    run.figures.add(
        row("p99", "p99 at half of the best", "load sweep")
            .block("Latency when due, ms, less is better", "half_p99", "ms", "less")
            .documented("~", 150, 150, "150")
            .measured(3.12, 2.84, 3.61, 2.84, 3.0, 3.12, 3.2, 3.4, 3.61)
            .verdict("exceeded", "")
            .build());
    for (int index = 0; index < 6; index++) {
      run.trials.add(sweep(run.trials.size(), index));
      run.trials.add(sweep(run.trials.size(), index, Role.PEER, "PostgreSQL", 610));
    }
    run.peers.add(peer("PostgreSQL", "18.6", "best", 2.45, 2.4, 2.5));
    return run;
  }

  /// Two variants of the system, both swept, whose rows have the same labels in two blocks.
  public static ResultBuilder sweptTwice() {
    ResultBuilder run = new ResultBuilder();
    addLimits(run.limits);
    for (String variant : List.of("even arrivals", "bursty arrivals")) {
      for (String percentile : List.of("p50", "p99")) {
        double scale = percentile.equals("p50") ? 1 : 4;
        for (int share : new int[] {10, 50, 90}) {
          double latency = scale * share / 10.0;
          run.figures.add(
              row(variant + share + percentile, share + " % of it, " + variant, variant)
                  .block(
                      percentile + ", ms, less is better",
                      percentile + "_at_" + share,
                      "ms",
                      "less")
                  .measured(latency, 0.9 * latency, 1.2 * latency, latency)
                  .build());
        }
      }
    }
    for (int index = 0; index < 6; index++) {
      run.trials.add(sweep(run.trials.size(), index, Role.SYSTEM, "bursty arrivals", 900));
      run.trials.add(sweep(run.trials.size(), index, Role.SYSTEM, "even arrivals", 1500));
    }
    return run;
  }

  /// A run that compared samples of two kinds, and one that tried nine settings beside two with a
  /// name.
  public static ResultBuilder compared() {
    ResultBuilder run = new ResultBuilder();
    for (int index = 0; index < 6; index++) {
      double factor = 1 + 0.04 * (index - 2);
      run.trials.add(series(run.trials.size(), index, "payments", powers(factor)));
      run.trials.add(series(run.trials.size(), index, "5k events/s", trades(factor)));
    }
    return run;
  }

  private static Map<String, List<Double>> powers(double factor) {
    List<Double> samples = List.of(2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0);
    return Map.of(
        "samples",
        samples,
        "power/engine alone/300 or 3 000 ms",
        List.of(0.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
        "power/whole rounds/300 or 3 000 ms",
        samples.stream().map(n -> Math.min(1, 0.12 * n * factor)).toList(),
        "power/whole rounds/ours or 300 ms",
        samples.stream().map(n -> Math.min(1, 0.006 * n * factor)).toList());
  }

  private static Map<String, List<Double>> trades(double factor) {
    Map<String, List<Double>> series = new java.util.HashMap<>();
    for (int size : new int[] {5, 10, 50}) {
      String curve = "trade/calls a second/mean latency, ms/" + size + " events/";
      series.put(curve + "x", List.of(3000.0 / size, 2000.0 / size, 1000.0 / size));
      series.put(curve + "y", List.of(0.1 * size * factor, 0.2 * size * factor, 0.6 * size));
    }
    series.put("trade/calls a second/mean latency, ms/adaptive/x", List.of(150.0));
    series.put("trade/calls a second/mean latency, ms/adaptive/y", List.of(0.3 * factor));
    series.put("trade/calls a second/mean latency, ms/50 or 250 ms/x", List.of(70.0));
    series.put("trade/calls a second/mean latency, ms/50 or 250 ms/y", List.of(25.0));
    return series;
  }

  private static TrialRow series(
      int order, int index, String name, Map<String, List<Double>> series) {
    return TrialBuilder.trial(name, index).ran(order, 6.7).series(series).build();
  }

  /// One variant of the system, swept over the size of a batch.
  public static ResultBuilder batched() {
    ResultBuilder run = new ResultBuilder();
    addLimits(run.limits);
    run.figures.add(
        row("best", "best of 1 000 to 16 000 in a batch", "batches")
            .measured(1_600_000, 1_590_000, 1_610_000, 1_600_000)
            .build());
    for (int index = 0; index < 6; index++) {
      run.trials.add(batches(index));
    }
    return run;
  }

  private static TrialRow batches(int index) {
    List<Double> sizes = List.of(1e3, 4e3, 16e3);
    double rate = 1e5 * (1 + 0.01 * index);
    Map<String, List<Double>> series =
        Map.of(
            "batch", sizes,
            "throughput", sizes.stream().map(size -> rate * size / 1e3).toList(),
            "p50", sizes.stream().map(size -> 4e12 / rate).toList(),
            "p99", sizes.stream().map(size -> 9e12 / rate).toList());
    return TrialBuilder.trial("batches", index)
        .ran(index, 30)
        .metric("best", 16 * rate, "payments/s")
        .series(series)
        .build();
  }

  private static TrialRow sweep(int order, int index) {
    return sweep(order, index, Role.SYSTEM, "load sweep", 1500);
  }

  /// @param best the rate at which the system is full
  private static TrialRow sweep(int order, int index, Role role, String name, double best) {
    List<Double> lanes = new ArrayList<>();
    List<Double> reached = new ArrayList<>();
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    double factor = 1 + 0.06 * (index - 2);
    for (double clients = 1; clients <= 512; clients *= 2) {
      double rate = best * (1 + 0.004 * index) * clients / (clients + 1.3);
      lanes.add(clients);
      reached.add(rate);
      p50.add(1e9 * clients / rate * 0.9);
      p99.add(1e9 * clients / rate * (2.2 + 0.2 * factor));
    }
    List<Double> offered = new ArrayList<>();
    List<Double> offeredP50 = new ArrayList<>();
    List<Double> offeredP99 = new ArrayList<>();
    for (double share : new double[] {0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.05}) {
      double load = Math.min(0.9995, share * (0.998 + 0.0004 * index));
      offered.add(share * best);
      offeredP50.add(1e6 * factor * 0.5 * (1 + 0.35 * load / (1 - load)));
      offeredP99.add(1e6 * factor * 1.6 * (1 + 0.9 * load / (1 - load)));
    }
    return TrialBuilder.trial(name, index)
        .role(role)
        .ran(order, 30)
        .metric("throughput", reached.getLast(), "payments/s")
        .metric("half_p99", offeredP99.get(2) / 1e6, "ms")
        .series(
            Map.of(
                "lanes", lanes,
                "throughput", reached,
                "p50", p50,
                "p99", p99,
                "offered", offered,
                "offered_p50", offeredP50,
                "offered_p99", offeredP99))
        .marked(marks(order))
        .build();
  }
}
