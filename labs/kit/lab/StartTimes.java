package kit.lab;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// How long a user waits from the command to the first measurement, and on what: the seconds at
/// which a run reached each step for the first time. A result carries them among the details of its
/// runtime, so that anyone can check what is said about the start.
final class StartTimes {
  /// The lab's own first line: launcher, JBang and the start of the JVM are over.
  static final String LAB = "lab";

  /// The first gauge of the calibration runs: the first measurement there is.
  static final String LIMITS = "limits";

  /// The first system is told to start.
  static final String TRIALS = "trials";

  /// The first system listens.
  static final String SYSTEM = "system";

  /// The first operation is sent to it.
  static final String LOAD = "load";

  private final DoubleSupplier seconds;
  private final Map<String, Double> reached = new LinkedHashMap<>();

  /// @param seconds since the command
  StartTimes(DoubleSupplier seconds) {
    this.seconds = seconds;
  }

  /// Notes the time, if this step has not been reached before.
  void reached(String step) {
    reached.computeIfAbsent(step, _ -> seconds.getAsDouble());
  }

  /// For the progress display: how long the first measurement took to come.
  String words() {
    return String.format(
        Locale.ROOT,
        "start     %.2f s from the command to the first measurement, %.2f s of them until Java ran",
        reached.get(LIMITS),
        reached.get(LAB));
  }

  /// For the result: `start_<step>_s`, in seconds.
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    reached.forEach(
        (step, at) -> facts.put("start_" + step + "_s", String.format(Locale.ROOT, "%.2f", at)));
    return facts;
  }
}
