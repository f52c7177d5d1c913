package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import kit.machine.Calibration;
import kit.machine.NoiseWatch;
import kit.report.Terminal;
import kit.result.Result;
import kit.result.ResultSchema;
import kit.result.ResultStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A lab that measures nothing but numbers it draws itself, run through its real command line.
abstract class DrawingLab {
  static final Measure RATE = Measure.more("throughput", "Throughput", "payments/s");

  @TempDir Path folder;
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final AtomicInteger measured = new AtomicInteger();
  final AtomicReference<Path> calibrated = new AtomicReference<>();
  static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
  double sinceCommandS;
  long nowNs;
  volatile long clockSetByMs;
  Surroundings around;

  @BeforeEach
  void project() throws IOException {
    Files.writeString(folder.resolve("jbang-catalog.json"), "{}");
    Path documented = Files.createDirectories(folder.resolve("datasets/documented"));
    Path real = Project.here().documented();
    try (Stream<Path> files = Files.list(real)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        Files.copy(file, documented.resolve(file.getFileName()));
      }
    }
    around =
        new Surroundings(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            new Terminal(80, true, false, false),
            () -> STARTED.plusNanos(nowNs).plusMillis(clockSetByMs),
            () -> nowNs,
            () -> sinceCommandS += 0.25,
            (place, _, _, _) -> {
              calibrated.set(place);
              return Calibration.blind();
            },
            _ -> NoiseWatch.blind(),
            () -> new Project(folder),
            () -> false);
  }

  Lab lab(double around) {
    return Lab.named("demo-lab")
        .title("numbers out of thin air, for a test")
        .protocol("Draws a number near a middle.")
        .engines("plain", "fancy")
        .peers("other")
        .row(
            Row.of("rate", "drawn rate, window 1", RATE, "drawn")
                .answers("cronosstream.burst.throughput"))
        .row("undocumented", "undocumented rate", RATE, "control")
        .plan(
            plan -> {
              plan.system("drawn", 0.1, trial -> draw(trial, around));
              plan.control("control", 0.1, trial -> draw(trial, around / 2));
              plan.peer("other", "1.0", "rate", "", 0.1, trial -> draw(trial, around / 4));
            });
  }

  /// One that does this instead of drawing.
  Lab doing(Variant.Body body) {
    return lab(100).plan(plan -> plan.system("drawn", 0.1, body));
  }

  void draw(Trial trial, double middle) {
    measured.incrementAndGet();
    trial.metric(RATE, middle * (0.99 + trial.random().nextDouble() * 0.02));
    trial.seen("luck.share", 0.5, "");
    trial.check("numbers were drawn", 1, 1, "numbers");
  }

  /// With one seed unless it is given, so that the numbers drawn are the same in every run.
  int run(Lab lab, String... arguments) {
    boolean given = List.of(arguments).contains("--seed");
    Stream<String> seed = given ? Stream.empty() : Stream.of("--seed", "42");
    return lab.run(around, Stream.concat(Stream.of(arguments), seed).toArray(String[]::new));
  }

  /// What was said on standard error, on one line.
  String said() {
    return err.toString(UTF_8).replaceAll("\\s+", " ");
  }

  ResultStore store() {
    return new ResultStore(folder.resolve("datasets/results"));
  }

  Result saved() throws IOException {
    ResultSchema.check(newest());
    return ResultStore.read(newest());
  }

  /// The only result, which is then deleted: two of one moment have no order.
  Result alone() throws IOException {
    Result result = saved();
    Files.delete(newest());
    return result;
  }

  Path newest() throws IOException {
    return store().newest("demo-lab").orElseThrow();
  }
}
