package kit.lab;

import java.util.Objects;
import kit.figure.Better;

/// A quantity that trials give and rows show.
///
/// @param id key of the trial metric: `throughput`
/// @param label heading in tables: `Throughput`
/// @param unit as written in tables: `payments/s`
/// @param better which way is better
public record Measure(String id, String label, String unit, Better better) {
  public Measure {
    Objects.requireNonNull(id, "a measure has an id");
    Objects.requireNonNull(label, "a measure has a label");
    Objects.requireNonNull(unit, "a measure has a unit");
    Objects.requireNonNull(better, "say whether more or less is better, or none");
    if (!id.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "a measure's id has small letters, digits and . _ - between them, not \"" + id + "\"");
    }
  }

  /// A quantity of which more is better.
  public static Measure more(String id, String label, String unit) {
    return new Measure(id, label, unit, Better.MORE);
  }

  /// A quantity of which less is better.
  public static Measure less(String id, String label, String unit) {
    return new Measure(id, label, unit, Better.LESS);
  }

  /// A quantity of which neither is better.
  public static Measure neutral(String id, String label, String unit) {
    return new Measure(id, label, unit, Better.NONE);
  }

  /// The heading of its block in the end table.
  public String heading() {
    return label + ", " + unit + (better == Better.NONE ? "" : ", " + better.word() + " is better");
  }
}
