package labs.sequencer;

import kit.lab.Trial;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// One JMH fork as a trial: the kit draws the order of the forks and summarises them, so that micro
/// benchmarks take turns like everything else and their spread is that between processes.
public final class JmhTrial {
  private JmhTrial() {}

  /// Runs one fork of one benchmark and returns its mean in nanoseconds an operation.
  ///
  /// @param method `package.Class.method` of the benchmark
  /// @param scheme value of its parameter `scheme`, or empty if it has none
  /// @throws IllegalStateException if JMH could not run it; its set-up checks the answers
  public static double nsPerOperation(Trial trial, String method, String scheme) {
    int millis = trial.pick(50, 200, 500);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + method.replace(".", "\\.") + "$")
            .forks(1)
            .warmupIterations(trial.pick(1, 4, 5))
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(trial.pick(1, 3, 5))
            .measurementTime(TimeValue.milliseconds(millis))
            .jvmArgsAppend(
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    if (!scheme.isEmpty()) {
      options = options.param("scheme", scheme);
    }
    trial.phase("JMH fork");
    try {
      RunResult result = new Runner(options.build()).runSingle();
      return result.getPrimaryResult().getScore();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run " + method + ": " + e.getMessage(), e);
    }
  }
}
