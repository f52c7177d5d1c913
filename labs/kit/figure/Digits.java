package kit.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Numbers for people: groups of three parted by a space, a decimal point, the same everywhere.
final class Digits {
  private static final MathContext SHOWN = new MathContext(5, RoundingMode.HALF_UP);

  private Digits() {}

  /// All digits as they were stated.
  static String grouped(BigDecimal number) {
    String plain = number.abs().toPlainString();
    int point = plain.indexOf('.');
    String whole = point < 0 ? plain : plain.substring(0, point);
    String rest = point < 0 ? "" : plain.substring(point);
    String sign = number.signum() < 0 ? "-" : "";
    return sign + whole.replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ") + rest;
  }

  /// A computed finite number: whole parts in full, otherwise five digits, no trailing zeros.
  static String computed(double number) {
    BigDecimal exact = BigDecimal.valueOf(number);
    BigDecimal shown =
        exact.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0
            ? exact.setScale(0, RoundingMode.HALF_UP)
            : exact.round(SHOWN);
    return grouped(shown.signum() == 0 ? BigDecimal.ZERO : stripped(shown));
  }

  /// A computed interval: one number, a range, or a bound.
  static String computed(Interval interval) {
    if (interval.exact()) {
      return computed(interval.low());
    }
    boolean below = Double.isInfinite(interval.low());
    boolean above = Double.isInfinite(interval.high());
    if (below && above) {
      return "anything";
    }
    if (below) {
      return "up to " + computed(interval.high());
    }
    String low = computed(interval.low());
    String high = computed(interval.high());
    return above ? low + "+" : low.equals(high) ? low : low + " – " + high;
  }

  private static BigDecimal stripped(BigDecimal number) {
    BigDecimal bare = number.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
