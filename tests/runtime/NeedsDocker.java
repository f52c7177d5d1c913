package runtime;

import org.junit.jupiter.api.Assumptions;

/// Skips a test on a machine without Docker, and says so: a container test that did not run has
/// shown nothing.
public final class NeedsDocker {
  private NeedsDocker() {}

  /// The daemon that answers; without one the calling test is skipped.
  public static DockerHost host() {
    try {
      return DockerHost.find(System.getenv());
    } catch (RuntimeUnavailable e) {
      return Assumptions.abort("SKIPPED, NOT PASSED: " + e.getMessage() + ", tried " + e.tried());
    }
  }
}
