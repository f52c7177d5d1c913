package kit.lab;

import java.util.Objects;
import kit.result.Role;

/// One thing that a lab measures repeatedly: the system under one setting, a control or a peer.
///
/// @param name as in tables: `128 channels`
/// @param version of a peer; else empty
/// @param plannedSeconds how long one trial takes by plan, for the time left on screen
/// @param trialsMax how many trials it has at most, however many the others have
/// @param body one trial of it
public record Variant(
    Role role, String name, String version, double plannedSeconds, int trialsMax, Body body) {
  /// One trial: starts what it measures in a fresh process, measures, verifies, reports.
  @FunctionalInterface
  public interface Body {
    void measure(Trial trial) throws Exception;
  }

  public Variant {
    Objects.requireNonNull(role, "a variant has a role");
    Objects.requireNonNull(body, "variant " + name + " measures nothing");
    if (!(plannedSeconds > 0)) {
      throw new IllegalArgumentException(
          "variant " + name + " plans " + plannedSeconds + " s; a trial takes some time");
    }
    if (trialsMax < 1) {
      throw new IllegalArgumentException("variant " + name + " has no trial");
    }
  }

  /// One that has as many trials as the run is asked for.
  public Variant(Role role, String name, String version, double plannedSeconds, Body body) {
    this(role, name, version, plannedSeconds, Integer.MAX_VALUE, body);
  }

  Variant atMost(int trials) {
    return new Variant(role, name, version, plannedSeconds, trials, body);
  }
}
