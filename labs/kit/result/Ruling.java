package kit.result;

import java.util.Objects;

/// A verdict with its reason.
///
/// @param verdict what a measurement says about a documented figure
/// @param reason why, or what a reader must know with it; may be empty where the verdict allows it
public record Ruling(Verdict verdict, String reason) {
  public Ruling {
    Objects.requireNonNull(verdict, "a ruling has a verdict");
    if (verdict.needsReason() && reason.isBlank()) {
      throw new IllegalArgumentException(
          "\"" + verdict.word() + "\" needs its reason: what contradicts, disturbs or stands in?");
    }
  }
}
