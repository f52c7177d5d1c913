package kit.fork;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kit.lab.Measure;
import kit.lab.Trial;
import kit.lab.Windows;
import kit.stats.Latencies;

/// What a measurement in another JVM reported. Checks, marks, histograms, series and what was seen
/// go straight into the trial, which watches the machine while something is measured there; numbers
/// wait here for the lab to say what they mean.
public final class ForkFindings {
  static final String MEASURING = "measuring";
  static final String END = "end";
  static final String FAILED = "failed";

  private final BufferedReader lines;
  private final OutputStream fork;
  private final Trial trial;
  private final Map<String, Double> numbers = new HashMap<>();
  private final Map<String, Latencies> latencies = new HashMap<>();
  private Windows.Window window;

  /// @param fork is told when the machine is watched
  ForkFindings(BufferedReader lines, OutputStream fork, Trial trial) {
    this.lines = lines;
    this.fork = fork;
    this.trial = trial;
  }

  /// Reads until the measurement is about to measure and waits for [#begin], or ends.
  ///
  /// @return whether it waits
  /// @throws IOException if it fails, or its JVM is gone
  boolean waits() throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals(MEASURING)) {
        return true;
      }
      if (fields[0].equals(END)) {
        return false;
      }
      take(fields);
    }
    throw new IOException("the measuring JVM ended before its measurement");
  }

  /// Watches the machine, and lets the measurement measure.
  void begin() throws IOException {
    window = trial.watch();
    fork.write(1);
    fork.flush();
  }

  private void take(String[] fields) throws IOException {
    switch (fields[0]) {
      case "phase" -> trial.phase(fields[1]);
      case "measured" -> window.end();
      case "seen" -> trial.seen(fields[1], Double.parseDouble(fields[2]), fields[3]);
      case "number" -> numbers.put(fields[1], Double.valueOf(fields[2]));
      case "series" -> trial.series(fields[1], list(fields[2]));
      case "mark" -> trial.mark(fields[1]);
      case "check" ->
          trial.check(
              fields[1],
              Long.parseLong(fields[2]),
              Long.parseLong(fields[3]),
              fields[4],
              fields[5]);
      case "latencies" -> {
        Latencies seen = Latencies.decode(fields[2]);
        latencies.put(fields[1], seen);
        trial.latency(fields[1], seen);
      }
      case FAILED -> throw new IOException(fields[1]);
      default -> throw new IOException("a measurement said \"" + fields[0] + "\"");
    }
  }

  private static List<Double> list(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",")).map(Double::valueOf).toList();
  }

  /// Whether a number of this id was reported.
  public boolean reported(String id) {
    return numbers.containsKey(id);
  }

  /// A number that was reported.
  public double number(String id) {
    Double value = numbers.get(id);
    if (value == null) {
      throw new IllegalArgumentException(
          "no number \"" + id + "\" was reported; there are " + numbers.keySet());
    }
    return value;
  }

  /// Puts the number of each measure's id into the trial.
  public void into(Trial trial, Measure... measures) {
    for (Measure measure : measures) {
      trial.metric(measure, number(measure.id()));
    }
  }

  /// Latencies that were reported.
  public Latencies latencies(String id) {
    return latencies.getOrDefault(id, Latencies.NONE);
  }
}
