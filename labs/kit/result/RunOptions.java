package kit.result;

import java.util.List;

/// What was asked of a run, as far as it changes what is measured. Profile, seed and the runtime
/// that was taken stand beside it in the [Result].
///
/// @param engine the system's engine, empty in a lab that has none to choose from
/// @param usualEngine the engine that the lab takes unless another one is asked for
/// @param peers the peers that were allowed to run beside it
/// @param usualPeers the peers that run unless some are left out; a result that was written before
///     they were kept is taken for one without any left out
/// @param only the figures or rows that alone were asked for; empty means all
/// @param trials repetitions of each variant
/// @param runtime the runtime that was asked for: `process`, `container` or `auto`
public record RunOptions(
    String engine,
    String usualEngine,
    List<String> peers,
    List<String> usualPeers,
    List<String> only,
    int trials,
    String runtime) {
  /// Of results that were written before options were kept.
  public static final RunOptions UNKNOWN =
      new RunOptions("unknown", "unknown", List.of(), List.of(), List.of(), 0, "unknown");

  public RunOptions {
    Required.of("engine", engine, "usual_engine", usualEngine, "runtime", runtime);
    Required.of("peers", peers, "only", only);
    peers = peers.stream().sorted().toList();
    usualPeers = usualPeers == null ? peers : usualPeers.stream().sorted().toList();
    only = only.stream().sorted().toList();
  }

  /// `engine none` where the engine is not the lab's usual one, else empty: a number of another
  /// engine never stands without its name.
  public String engineWords() {
    return engine.equals(usualEngine) ? "" : "engine " + engine;
  }
}
