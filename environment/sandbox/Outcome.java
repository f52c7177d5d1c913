package sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Objects;

/// What one execution came to.
///
/// @param status how it ended
/// @param output what the agent handed out; empty unless it ended as OK or THREW
/// @param reason in words, what ended it; empty if it ended as OK
/// @param fuel that it used, in the engine's own unit; 0 where nobody counts
/// @param memoryBytes that its memory had at the end; 0 if it had none
public record Outcome(Status status, byte[] output, String reason, long fuel, long memoryBytes) {
  private static final byte[] NOTHING = new byte[0];

  public Outcome {
    Objects.requireNonNull(status, "an outcome has a status");
    Objects.requireNonNull(output, "an outcome has an output, perhaps of no bytes");
    Objects.requireNonNull(reason, "an outcome has a reason, perhaps of no words");
    if (output.length > 0 && status != Status.OK && status != Status.THREW) {
      throw new IllegalArgumentException("what ended as " + status + " hands nothing out");
    }
  }

  /// One that used nothing that anybody counted.
  public static Outcome of(Status status, String reason) {
    return new Outcome(status, NOTHING, reason, 0, 0);
  }

  /// REJECTED, since a run has more of something than it may.
  ///
  /// @param what `input` or `output`
  public static Outcome tooLarge(String what, long bytes, int allowed) {
    return of(
        Status.REJECTED, "the %s has %s bytes, and %s are allowed".formatted(what, bytes, allowed));
  }

  @Override
  public String toString() {
    String said = status == Status.THREW ? new String(output, UTF_8) : reason;
    return said.isEmpty() ? status.toString() : status + ": " + said;
  }
}
