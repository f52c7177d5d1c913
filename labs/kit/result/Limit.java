package kit.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/// What this machine showed for a piece of work, in the same run as the systems: the best of
/// `repeats` taken before, between and after the trials, or what several of those come to together.
///
/// A limit of several `parts` is a cost model, the sum of its parts measured alone, and bounds
/// nothing: work can overlap, and least work may be less than what was measured as such. In results
/// that were written before repeats were kept a limit has neither: all of it was measured once,
/// before the trials, and `value` is a median. [Reach] says what a row may claim against each.
///
/// @param id stable id such as `fdatasync_4096`
/// @param label for people: `one fdatasync each`
/// @param value the best repeat, or the parts at their best, in `unit`; of what only disturbs, such
///     as stalls, what `how` says
/// @param low least of the repeats, in `unit`
/// @param high greatest of the repeats, in `unit`
/// @param how how it was calibrated, in a sentence
/// @param parts ids of the limits and names of the variants that it is made of; else empty
/// @param repeats what was measured, in the order in which it was; empty if there are parts
public record Limit(
    String id,
    String label,
    double value,
    String unit,
    double low,
    double high,
    String how,
    List<String> parts,
    List<Repeat> repeats) {
  /// Repeats that lie further apart were not taken of one and the same machine.
  private static final double APART = 1.5;

  /// One repeat.
  ///
  /// @param when before, between or after the trials
  /// @param atS seconds since the start of the calibration
  /// @param value what came out, in the limit's unit
  public record Repeat(When when, double atS, double value) {}

  /// Where in its run a repeat was taken.
  public enum When {
    BEFORE,
    BETWEEN,
    AFTER;

    /// The word in files.
    @JsonValue
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Limit {
    Required.of("id", id, "label", label, "unit", unit, "how", how);
    if (!(value > 0)) {
      throw new IllegalArgumentException("limit " + id + " is " + value + "; it must be positive");
    }
    parts = parts == null ? List.of() : List.copyOf(parts);
    repeats = repeats == null ? List.of() : List.copyOf(repeats);
    if (!(parts.isEmpty() && repeats.isEmpty()) && !(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "limit %s is %s, which lies outside of its repeats, %s to %s"
              .formatted(id, value, low, high));
    }
  }

  /// A limit that was measured once, before the trials, as results held it before repeats were
  /// kept.
  public Limit(
      String id, String label, double value, String unit, double low, double high, String how) {
    this(id, label, value, unit, low, high, how, List.of(), List.of());
  }

  /// A cost model.
  ///
  /// @param how the arithmetic, with the numbers of the best ends
  /// @param parts what it is made of
  /// @param best what the parts come to at their best ends
  /// @param worst the same at their worst ends
  public static Limit derived(
      String id,
      String label,
      String unit,
      String how,
      List<String> parts,
      double best,
      double worst) {
    double low = Math.min(best, worst);
    double high = Math.max(best, worst);
    return new Limit(id, label, best, unit, low, high, how, parts, List.of());
  }

  /// The repeat that is furthest from the best, or the parts at their worst ends.
  public double worst() {
    return value - low > high - value ? low : high;
  }

  /// Whether it is a cost model.
  public boolean model() {
    return !parts.isEmpty();
  }

  /// Whether it was measured before the trials only, as all limits of older results were.
  public boolean once() {
    return parts.isEmpty() && repeats.stream().allMatch(repeat -> repeat.when() == When.BEFORE);
  }

  /// By which factor its repeats differ, where that is more than one machine's scatter; else 1.
  public double spread() {
    double factor = low > 0 ? high / low : 1;
    return factor > APART ? factor : 1;
  }
}
