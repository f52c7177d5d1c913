package kit.chart;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.DoubleFunction;
import kit.result.Numbers;

/// Numbers at ticks: round, so that as few digits as possible say them: `0.5`, `20`, `1 k`, `10 M`.
final class TickLabel {
  private static final String[] LARGE = {"", " k", " M", " G", " T"};

  private TickLabel() {}

  /// A round number.
  static String of(double value) {
    return plain(value, new MathContext(6));
  }

  /// Numbers that lie this far apart, each with as many digits as tell them apart.
  static DoubleFunction<String> inStepsOf(double step) {
    return value -> {
      double digits = Math.log10(Math.max(Math.abs(value), step) / step);
      return plain(value, new MathContext(2 + (int) Math.ceil(Math.max(0, digits))));
    };
  }

  /// `90 %`, `99.9 %`.
  static String percentile(double share) {
    BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
    return stripped(percent.setScale(8, RoundingMode.HALF_UP)) + " %";
  }

  /// A latency in nanoseconds, in the unit that leaves it between 1 and 1000: `500 us`, `2 ms`.
  static String latency(double latencyNs) {
    return Numbers.latency(latencyNs, TickLabel::of);
  }

  private static String plain(double value, MathContext digits) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size >= 1e15 || size < 1e-4) {
      BigDecimal round = new BigDecimal(value).round(new MathContext(3));
      int power = round.precision() - round.scale() - 1;
      return stripped(round.movePointLeft(power)) + "e" + power;
    }
    BigDecimal round = new BigDecimal(value).round(digits);
    int step = 0;
    while (round.abs().compareTo(BigDecimal.valueOf(1000)) >= 0) {
      round = round.movePointLeft(3);
      step++;
    }
    return stripped(round) + LARGE[step];
  }

  private static String stripped(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
