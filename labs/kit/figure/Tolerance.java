package kit.figure;

import java.math.BigDecimal;

/// How far two sides may differ and still agree: an amount such as `0.05`, half of the last printed
/// digit, or a share such as `2%` of the right side.
///
/// @param amount not negative
/// @param share whether the amount is in percent of the right side
public record Tolerance(BigDecimal amount, boolean share) {
  /// What binary arithmetic may lose on the way; no document states twelve digits.
  private static final double ROUNDING = 1e-12;

  public Tolerance {
    if (amount.signum() < 0) {
      throw new IllegalArgumentException("a tolerance of " + amount + " would forbid agreement");
    }
  }

  /// Reads `0`, `0.05` or `2%`.
  ///
  /// @throws IllegalArgumentException if it is none of these
  public static Tolerance parse(String text) {
    boolean share = text.endsWith("%");
    try {
      return new Tolerance(
          new BigDecimal(share ? text.substring(0, text.length() - 1) : text), share);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no tolerance; write an amount such as 0.05 or a share such as 2%");
    }
  }

  /// How far beyond this end of the right side the left one may lie.
  double beyond(double end) {
    if (Double.isInfinite(end)) {
      return 0;
    }
    return share ? amount.doubleValue() / 100 * Math.abs(end) : amount.doubleValue();
  }

  /// What binary arithmetic may have lost at this end: too little to part two equal numbers.
  static double rounding(double end) {
    return Double.isInfinite(end) ? 0 : ROUNDING * Math.max(1, Math.abs(end));
  }

  /// ` within 2 %`, or nothing where none is allowed.
  String shown() {
    if (amount.signum() == 0) {
      return "";
    }
    return " within " + amount.toPlainString() + (share ? " %" : "");
  }
}
