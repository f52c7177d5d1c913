package runtime;

import java.util.Set;

/// The variables of a process that is measured, or that measures: none of the user's that could
/// matter. With `HTTP_PROXY`, say, a client would reach a system on this very machine through a
/// stranger.
public final class CleanEnvironment {
  private static final Set<String> KEPT = Set.of("PATH", "HOME", "SystemRoot");

  private CleanEnvironment() {}

  /// Leaves the process that will be built with where programs and homes are, and UTF-8.
  public static ProcessBuilder of(ProcessBuilder process) {
    process.environment().keySet().retainAll(KEPT);
    process.environment().put("LC_ALL", "C.UTF-8");
    return process;
  }
}
