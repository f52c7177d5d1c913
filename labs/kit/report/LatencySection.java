package kit.report;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import kit.result.Numbers;
import kit.result.Result;
import kit.result.TrialRow;
import kit.stats.Latencies;

/// Percentiles of every histogram of the run, all trials of a variant together.
record LatencySection(Style style) implements Section {
  private static final double[] PERCENTILES = {50, 90, 99, 99.9};

  @Override
  public List<String> lines(Result result) {
    Listing list = new Listing(style, "LATENCY");
    for (String variant : result.variants()) {
      List<TrialRow> trials = result.trialsOf(variant);
      Set<String> ids = new TreeSet<>();
      trials.forEach(trial -> ids.addAll(trial.histograms().keySet()));
      for (String id : ids) {
        list.add(variant + ", " + id + ": " + percentiles(merged(trials, id)));
      }
    }
    return list.lines();
  }

  private static Latencies merged(List<TrialRow> trials, String id) {
    return trials.stream()
        .map(trial -> trial.histograms().get(id))
        .filter(Objects::nonNull)
        .map(Latencies::decode)
        .reduce(Latencies.NONE, Latencies::plus);
  }

  private static String percentiles(Latencies latencies) {
    StringBuilder text = new StringBuilder();
    for (double percentile : PERCENTILES) {
      String name = percentile == Math.rint(percentile) ? "p" + (int) percentile : "p" + percentile;
      text.append(name)
          .append(' ')
          .append(Numbers.latency(latencies.percentileNs(percentile)))
          .append(", ");
    }
    return text
        + "max "
        + Numbers.latency(latencies.maxNs())
        + " of "
        + Numbers.count(latencies.count());
  }
}
