package kit.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.machine.Calibration;
import kit.machine.NoiseWatch;
import kit.machine.Probe;
import kit.machine.ProcessAge;
import kit.report.Terminal;
import kit.report.Trouble;
import runtime.ExitStatus;

/// What a lab takes from the world: streams, clocks, the terminal, the project around it. Tests put
/// in their own.
///
/// @param now the time of day, for names and dates only; nothing is measured with it
/// @param nanoTime the clock that durations are measured with
/// @param sinceCommandS seconds since the user gave the command
/// @param gauges opens the calibration of the machine
/// @param noise begins to watch the machine, given the CPU time of systems outside this process
/// @param interrupted whether the user has pressed Ctrl-C: what fails after that is no trouble
record Surroundings(
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    Supplier<Instant> now,
    LongSupplier nanoTime,
    DoubleSupplier sinceCommandS,
    Gauges gauges,
    Function<LongSupplier, NoiseWatch> noise,
    Supplier<Project> finder,
    BooleanSupplier interrupted) {

  /// Opens the calibration of the machine.
  @FunctionalInterface
  interface Gauges {
    /// As [Calibration#open].
    Calibration open(Path folder, Duration slice, Collection<Probe> probes, LongSupplier nanoTime)
        throws IOException;
  }

  /// The real world.
  static Surroundings real() {
    AtomicBoolean ending = new AtomicBoolean();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "ending"));
    return new Surroundings(
        System.out,
        System.err,
        Terminal.detect(),
        Instant::now,
        System::nanoTime,
        ProcessAge::seconds,
        Calibration::open,
        NoiseWatch.ofThisProcess(),
        Surroundings::nearest,
        ending::get);
  }

  /// The project that the lab belongs to.
  ///
  /// @throws Trouble with exit status 3 if there is none around
  Project project() {
    return finder.get();
  }

  private static Project nearest() {
    try {
      return Project.here();
    } catch (IllegalStateException e) {
      throw Trouble.of(
              ExitStatus.ENVIRONMENT_LACKS, "the project's figures cannot be read from here")
          .fact("tried", e.getMessage())
          .because(e);
    }
  }
}
