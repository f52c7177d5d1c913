package kit.lab;

import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.machine.NoiseWatch;
import kit.machine.ProcessAge;
import kit.report.Terminal;
import kit.report.Trouble;

/// What a lab takes from the world: streams, clocks, the terminal, the project around it. Tests put
/// in their own.
///
/// @param now the time of day, for names and dates only; nothing is measured with it
/// @param nanoTime the clock that durations are measured with
/// @param sinceCommandS seconds since the user gave the command
/// @param noise begins to watch the machine, given the CPU time of systems outside this process
/// @param interrupted whether the user has pressed Ctrl-C: what fails after that is no trouble
record Surroundings(
    PrintStream out,
    PrintStream err,
    Terminal terminal,
    Supplier<Instant> now,
    LongSupplier nanoTime,
    DoubleSupplier sinceCommandS,
    Function<LongSupplier, NoiseWatch> noise,
    Supplier<Project> finder,
    BooleanSupplier interrupted) {

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
      throw Trouble.of(Trouble.ENVIRONMENT, "the project's figures cannot be read from here")
          .fact("tried", e.getMessage())
          .because(e);
    }
  }
}
