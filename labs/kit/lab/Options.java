package kit.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kit.result.RunOptions;

/// What the user asked for, checked and with defaults filled in.
///
/// @param runtime `process`, `container` or `auto`
/// @param trials repetitions of each variant, 0 for as many as the profile has
/// @param seed where every random choice of the run starts
/// @param only ids of the figures or rows to measure; empty means all
/// @param engine the system's engine
/// @param peers names of the peers to measure beside it
/// @param baseline an earlier result to compare with
/// @param against another build to take turns with: a commit, or a folder of a checkout
/// @param out folder of results
/// @param json whether the result goes to standard output
/// @param strict whether an inconclusive row fails the run
/// @param verbose whether the end table shows ratios, outliers and trials
public record Options(
    String runtime,
    Profile profile,
    int trials,
    long seed,
    Set<String> only,
    String engine,
    Set<String> peers,
    Optional<Path> baseline,
    Optional<String> against,
    Path out,
    boolean json,
    boolean strict,
    boolean verbose) {
  public Options {
    only = Set.copyOf(only);
    peers = Set.copyOf(peers);
  }

  /// The same with as many trials as the profile has, unless the user has named a number.
  ///
  /// @param onceS how long one trial of each variant takes, in seconds
  Options sized(double onceS) {
    return new Options(
        runtime,
        profile,
        trials > 0 ? trials : profile.trials(onceS),
        seed,
        only,
        engine,
        peers,
        baseline,
        against,
        out,
        json,
        strict,
        verbose);
  }

  /// What of this changes what is measured, as the result carries it; profile and seed stand there
  /// beside it.
  ///
  /// @param usualEngine the engine of a run without `--engine`
  /// @param usualPeers the peers of a run without `--peers`
  RunOptions asked(String usualEngine, List<String> usualPeers) {
    return new RunOptions(
        engine, usualEngine, List.copyOf(peers), usualPeers, List.copyOf(only), trials, runtime);
  }

  /// One of three values, by the profile; a test takes the quick one.
  public <T> T pick(T quick, T standard, T full) {
    return pick(quick, quick, standard, full);
  }

  /// One of four values, by the profile.
  public <T> T pick(T test, T quick, T standard, T full) {
    return switch (profile) {
      case TEST -> test;
      case QUICK -> quick;
      case STANDARD -> standard;
      case FULL -> full;
    };
  }
}
