package bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Every benchmark runs, once and uncounted: their set-ups check the answers, and nothing rots.
class BenchmarksTest {
  @TempDir Path results;

  /// JMH allows one run at a time on a machine, which matters to timings and not here.
  @BeforeAll
  static void runBesideOthers() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void everyBenchmarkRuns() throws RunnerException {
    Collection<RunResult> ran = run(options(".*").forks(0));
    assertEquals(2 * 3 + 4 + 6, ran.size());
  }

  /// The generated classes and the native library have to be found from a JVM that JMH starts.
  @Test
  void aForkFindsItsClasses() throws Exception {
    Path json = results.resolve("jmh.json");
    Collection<RunResult> ran =
        run(
            options("CryptoBenchmark.recover")
                .param("scheme", "native")
                .forks(1)
                .jvmArgsAppend("--enable-native-access=ALL-UNNAMED")
                .resultFormat(ResultFormatType.JSON)
                .result(json.toString()));
    assertEquals(1, ran.size());
    assertTrue(Files.readString(json).contains("sequencer.bench.CryptoBenchmark.recover"));
  }

  private static ChainedOptionsBuilder options(String include) {
    return new OptionsBuilder()
        .include(include)
        .mode(Mode.SingleShotTime)
        .warmupIterations(0)
        .measurementIterations(1)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT);
  }

  private static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
    return new Runner(options.build()).run();
  }
}
