package kit.fork;

import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kit.lab.Trial;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/// One JMH fork as a trial: the kit draws the order of the forks and summarises them, so that micro
/// benchmarks take turns like everything else and their spread is that between processes.
public final class JmhFork {
  /// The `@AuxCounters` event that a benchmark counts up at the end of each iteration, once it has
  /// held the iteration's last answer against one computed another way.
  public static final String VERIFIED = "verified";

  private static final String CLASS_PATH = "java.class.path";
  private static final String RIGHT = "every measured iteration ends with a right answer";

  private final String method;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  private JmhFork(String method) {
    this.method = method;
  }

  /// A fork of one benchmark.
  ///
  /// @param method `package.Class.method` of it
  public static JmhFork of(String method) {
    return new JmhFork(method);
  }

  /// With this value of one of its parameters.
  public JmhFork with(String parameter, String value) {
    parameters.put(parameter, value);
    return this;
  }

  /// Runs it, checks that every measured iteration was verified, and returns its mean in
  /// nanoseconds per operation.
  ///
  /// @throws IllegalStateException if JMH could not run it; its set-up checks the answers
  public double nsPerOperation(Trial trial) {
    return run(trial, Mode.AverageTime).getScore();
  }

  /// Runs it by samples: calls timed one by one, as many as do not disturb it. Checks the same.
  ///
  /// @return nanoseconds of a call, by percentile; the clock's own time is in them
  public Statistics samplesNs(Trial trial) {
    return run(trial, Mode.SampleTime).getStatistics();
  }

  private Result<?> run(Trial trial, Mode mode) {
    int millis = trial.pick(10, 50, 200, 500);
    int iterations = trial.pick(1, 3, 5);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + method.replace(".", "\\.") + "$")
            .mode(mode)
            .forks(1)
            .warmupIterations(trial.pick(1, 4, 5))
            .warmupTime(TimeValue.milliseconds(millis))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.milliseconds(millis))
            .jvmArgsAppend(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + trial.temporary())
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    trial.phase("JMH fork");
    try {
      RunResult result = run(options.build(), trial.classPath());
      Result<?> verified = result.getSecondaryResults().get(VERIFIED);
      long confirmed = verified == null ? 0 : Math.round(verified.getScore());
      trial.check(RIGHT, confirmed, iterations, "iterations");
      return result.getPrimaryResult();
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not run " + method + ": " + e.getMessage(), e);
    }
  }

  /// JMH gives a fork the class path that this JVM has by its property.
  private static RunResult run(Options options, List<Path> classPath) throws RunnerException {
    String own = System.getProperty(CLASS_PATH);
    if (!classPath.isEmpty()) {
      System.setProperty(
          CLASS_PATH,
          classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    }
    try {
      return new Runner(options).runSingle();
    } finally {
      System.setProperty(CLASS_PATH, own);
    }
  }
}
