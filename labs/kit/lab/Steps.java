package kit.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import kit.load.Recording;
import kit.stats.Latencies;

/// One load at several sizes on the system of one trial: channels, agents, payments in a stream.
///
/// The sizes are run in an order drawn from the trial's seed, so that over the trials no size
/// always meets the system colder than another. Every size is a step of the trial ([Trial#step]),
/// called `at_<size>`, and every size that matters has a row of its own. The best of several is no
/// row: the greatest of k noisy numbers is above what any one load can be expected to reach.
public final class Steps {
  /// Runs the load at one size.
  @FunctionalInterface
  public interface Step {
    Recording run(int size) throws Exception;
  }

  private final Trial trial;
  private final Map<Integer, Recording> seen = new TreeMap<>();

  private Steps(Trial trial) {
    this.trial = trial;
  }

  /// Runs every size once.
  public static Steps over(Trial trial, int[] sizes, Step step) throws Exception {
    List<Integer> order = new ArrayList<>();
    for (int size : sizes) {
      order.add(size);
    }
    Collections.shuffle(order, new Random(trial.seed()));
    Steps steps = new Steps(trial);
    for (int size : order) {
      Recording recording = step.run(size);
      trial.step(id(size), recording);
      steps.seen.put(size, recording);
    }
    return steps;
  }

  /// The id of a step, and of the metric that is its rate.
  public static String id(int size) {
    return "at_" + size;
  }

  /// Records the rate of every size.
  ///
  /// @param measure that the rate of a size is recorded as
  public Steps rates(IntFunction<Measure> measure) {
    seen.forEach(
        (size, recording) -> trial.metric(measure.apply(size), recording.throughputPerSecond()));
    return this;
  }

  /// Records a sweep over concurrency for the load charts: throughput, p50 and p99 at each size.
  public Steps sweep() {
    series("lanes", size -> size);
    series("throughput", size -> seen.get(size).throughputPerSecond());
    return percentiles("");
  }

  /// Records such a sweep of what something else than a load of the kit has measured.
  public static void sweep(
      Trial trial, int[] lanes, IntToDoubleFunction throughput, IntFunction<Latencies> latencies) {
    series(trial, "lanes", lanes, many -> many);
    series(trial, "throughput", lanes, throughput);
    series(trial, "p50", lanes, many -> latencies.apply(many).percentileNs(50));
    series(trial, "p99", lanes, many -> latencies.apply(many).percentileNs(99));
  }

  private static void series(Trial trial, String id, int[] sizes, IntToDoubleFunction number) {
    trial.series(id, IntStream.of(sizes).mapToDouble(number).boxed().toList());
  }

  /// Records a sweep over the size of a batch for the charts: what batches hold a second, and the
  /// p50 and p99 of a batch at each size. Each batch is one operation.
  public Steps batches() {
    series("batch", size -> size);
    series("throughput", size -> size * seen.get(size).throughputPerSecond());
    return percentiles("");
  }

  /// Records a sweep over offered load for the load charts: p50 and p99 at each size, which is in
  /// per cent.
  ///
  /// @param most operations a second at 100 %
  public Steps offered(double most) {
    series("offered", size -> size / 100.0 * most);
    return percentiles("offered_");
  }

  private Steps percentiles(String before) {
    series(before + "p50", size -> seen.get(size).latencyNs(50));
    series(before + "p99", size -> seen.get(size).latencyNs(99));
    return this;
  }

  private void series(String id, IntToDoubleFunction number) {
    series(trial, id, seen.keySet().stream().mapToInt(size -> size).toArray(), number);
  }

  /// What was seen, smallest size first.
  public List<Recording> recordings() {
    return List.copyOf(seen.values());
  }

  /// Processor time of the trial's systems for an operation, in ns, over all sizes; none where it
  /// cannot be read.
  public OptionalDouble cpuNsPerOperation() {
    double cpuNs = 0;
    long operations = 0;
    for (Recording recording : seen.values()) {
      OptionalLong used = trial.cpuNs(recording);
      if (used.isEmpty()) {
        return OptionalDouble.empty();
      }
      cpuNs += used.getAsLong();
      operations += recording.operations();
    }
    return operations == 0 ? OptionalDouble.empty() : OptionalDouble.of(cpuNs / operations);
  }
}
