package kit.result;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;

/// Numbers as people read them. The result file keeps full precision; here a number has three
/// significant digits, four from 1 000 on (so that neighbours in a ranking stay apart), a decimal
/// point, and groups of three set off by a space: `1 432`. The locale of the machine plays no part.
public final class Numbers {
  private static final int DIGITS = 3;
  private static final int DIGITS_FROM_1000 = 4;
  private static final double GREATEST_PLAIN = 1e9;
  private static final double LEAST_PLAIN = 1e-4;
  private static final String[] LARGE = {"", " k", " M", " G", " T"};
  private static final String[] TIME_UNITS = {"ns", "us", "ms", "s"};

  private Numbers() {}

  /// A number: `27.8`, `902`, `1 432`, `0.0310`, `1.23e12`.
  public static String plain(double value) {
    if (Double.isNaN(value)) {
      return "unknown";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    double size = Math.abs(value);
    if (size >= GREATEST_PLAIN || size > 0 && size < LEAST_PLAIN) {
      return exponent(value);
    }
    return grouped(rounded(value).toPlainString());
  }

  /// A number in its unit. A share below 100 % never rounds up to 100, since `100 %` says that
  /// nothing failed: there the digits that count are those of what is missing.
  public static String inUnit(double value, String unit) {
    if (unit.equals("%") && value < 100 && value > 99) {
      BigDecimal missing = BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(value));
      MathContext twoDigits = new MathContext(2, RoundingMode.HALF_UP);
      return grouped(BigDecimal.valueOf(100).subtract(missing.round(twoDigits)).toPlainString());
    }
    return plain(value);
  }

  /// Two numbers in their unit: `2.20 – 2.50`.
  public static String range(double low, double high, String unit) {
    return inUnit(low, unit) + " – " + inUnit(high, unit);
  }

  /// A count, every digit of it: `1 000 000`.
  public static String count(long value) {
    return grouped(Long.toString(value));
  }

  /// `1 trial`, `10 trials`.
  public static String counted(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /// A number with a scale letter: `9.81 k`, `36.9 k`, `1.20 M`.
  public static String scaled(double value) {
    if (!Double.isFinite(value) || Math.abs(value) < 1000 || Math.abs(value) >= 1e15) {
      return plain(value);
    }
    int step = 0;
    BigDecimal left = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    while (left.abs().compareTo(BigDecimal.valueOf(1000)) >= 0) {
      left = left.movePointLeft(3);
      step++;
    }
    return left.setScale(DIGITS - wholeDigits(left), RoundingMode.HALF_UP).toPlainString()
        + LARGE[step];
  }

  /// A number that stays short: `1 610`, `36.9 k`.
  public static String compact(double value) {
    return Math.abs(value) < 10_000 ? plain(value) : scaled(value);
  }

  /// A number directly before its unit: `9.81 k payments/s`, `1 610/s`, `100 %`.
  public static String withUnit(String number, String unit) {
    return unit.isEmpty() || unit.startsWith("/") ? number + unit : number + " " + unit;
  }

  /// A ratio, always with three digits: `1.00`, `2.30`, `51.5`, `353`.
  public static String ratio(double value) {
    return value == Math.rint(value) && Math.abs(value) < 100
        ? new BigDecimal(value).setScale(Math.abs(value) < 10 ? 2 : 1).toPlainString()
        : plain(value);
  }

  /// A share of one as percent: `0.3 %`, `89 %`.
  public static String percent(double share) {
    double percent = share * 100;
    if (!Double.isFinite(percent)) {
      return plain(percent) + " %";
    }
    int decimals = Math.abs(percent) < 10 ? 1 : 0;
    BigDecimal value = new BigDecimal(percent).setScale(decimals, RoundingMode.HALF_UP);
    return grouped(value.signum() == 0 ? "0" : value.toPlainString()) + " %";
  }

  /// A latency in the unit that leaves it between 1 and 1000: `610 us`, `8.20 ms`, `1.25 s`.
  public static String latency(double latencyNs) {
    return latency(latencyNs, Numbers::plain);
  }

  /// The same with another way to write the number.
  public static String latency(double latencyNs, DoubleFunction<String> number) {
    double value = latencyNs;
    int unit = 0;
    while (Math.abs(value) >= 999.5 && unit < TIME_UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return number.apply(value) + " " + TIME_UNITS[unit];
  }

  /// A span as people say it: `36 s`, `4 min 30 s`, `2 h 5 min`.
  public static String span(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    long minutes = whole / 60;
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  /// A span without spaces: `27s`, `4m31s`, `2h05m`.
  public static String shortSpan(double seconds) {
    long whole = Math.max(0, Math.round(seconds));
    if (whole < 60) {
      return whole + "s";
    }
    return whole < 3600
        ? whole / 60 + "m" + twoDigits(whole % 60) + "s"
        : whole / 3600 + "h" + twoDigits(whole / 60 % 60) + "m";
  }

  /// A clock since the start: `00:09`, `61:30`.
  public static String clock(double seconds) {
    long whole = Math.max(0, (long) seconds);
    return twoDigits(whole / 60) + ":" + twoDigits(whole % 60);
  }

  private static String twoDigits(long value) {
    return (value < 10 ? "0" : "") + value;
  }

  private static BigDecimal rounded(double value) {
    BigDecimal exact = new BigDecimal(value);
    if (value == Math.rint(value) && Math.abs(value) < 1000) {
      return exact.setScale(0, RoundingMode.HALF_UP);
    }
    int digits = Math.abs(value) < 1000 ? DIGITS : DIGITS_FROM_1000;
    BigDecimal round = exact.round(new MathContext(digits, RoundingMode.HALF_UP));
    return round.setScale(Math.max(0, digits - wholeDigits(round)), RoundingMode.HALF_UP);
  }

  private static String exponent(double value) {
    BigDecimal round = new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP));
    int power = round.precision() - round.scale() - 1;
    return round.movePointLeft(power).setScale(2, RoundingMode.HALF_UP).toPlainString()
        + "e"
        + power;
  }

  private static int wholeDigits(BigDecimal value) {
    return value.precision() - value.scale();
  }

  private static String grouped(String digits) {
    int point = digits.indexOf('.');
    int end = point < 0 ? digits.length() : point;
    int start = digits.startsWith("-") ? 1 : 0;
    StringBuilder out = new StringBuilder(digits);
    for (int at = end - 3; at > start; at -= 3) {
      out.insert(at, ' ');
    }
    return out.toString();
  }
}
