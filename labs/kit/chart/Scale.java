package kit.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/// How values become places along an axis, and where its ticks stand.
///
/// Charts place everything through a scale and hand places from 0 to 1 to the plotting library,
/// whose own logarithmic axis refuses zero and drops what falls exactly on its edge.
final class Scale {
  /// A tick.
  ///
  /// @param at its place from 0 to 1
  record Tick(double value, double at, String label) {}

  /// Room beyond the outermost values, as a share of the axis.
  private static final double MARGIN = 0.05;

  /// The least span of a logarithmic axis, in decades: one value alone still has two neighbours.
  private static final double DECADES_MIN = 0.3;

  /// From here on a logarithmic axis labels powers of ten only.
  private static final double DECADES_ONLY = 3;

  /// The span of a linear axis around zeros alone, where no value says what is much.
  private static final double SPAN_OF_ZEROS = 2;

  private static final double GREATEST = 1e250;
  private static final int TICKS_MAX = 7;
  private static final double[] MANTISSAS = {1, 2, 5};

  private final DoubleUnaryOperator warp;
  private final double low;
  private final double high;
  private final boolean logarithmic;
  private final List<Tick> ticks;

  private Scale(
      DoubleUnaryOperator warp,
      double low,
      double high,
      boolean logarithmic,
      DoubleStream values,
      DoubleFunction<String> label) {
    this.warp = warp;
    this.low = low;
    this.high = high;
    this.logarithmic = logarithmic;
    this.ticks =
        values
            .mapToObj(value -> new Tick(value, at(value), label.apply(value)))
            .filter(tick -> tick.at() > -1e-9 && tick.at() < 1 + 1e-9)
            .toList();
  }

  /// A logarithmic axis around these values, or a linear one if they do not allow it: a zero, or
  /// nothing at all. What is not a finite number is passed over.
  static Scale log(double... values) {
    double[] finite = finite(values);
    if (finite.length == 0 || finite[0] <= 0) {
      return linear(finite);
    }
    double from = Math.log10(finite[0]);
    double to = Math.log10(finite[finite.length - 1]);
    double missing = Math.max(0, DECADES_MIN - (to - from));
    double margin = MARGIN * Math.max(to - from, DECADES_MIN) + missing / 2;
    double low = from - margin;
    double high = to + margin;
    return new Scale(Math::log10, low, high, true, logTicks(low, high), TickLabel::of);
  }

  /// A linear axis around these values, not from zero.
  static Scale linear(double... values) {
    double[] finite = finite(values);
    double from = finite.length == 0 ? 0 : finite[0];
    double to = finite.length == 0 ? 1 : finite[finite.length - 1];
    boolean onlyZeros = from == 0 && to == 0;
    double least = onlyZeros ? SPAN_OF_ZEROS : Math.max(Math.abs(to) * 1e-6, 1e-9);
    double span = Math.max(to - from, least);
    double middle = from / 2 + to / 2;
    double half = span * (0.5 + MARGIN);
    return between(middle - half, middle + half);
  }

  /// A linear axis from zero to beyond the greatest of these values.
  static Scale fromZero(double... values) {
    double[] finite = finite(values);
    double most = finite.length == 0 ? 1 : finite[finite.length - 1];
    return between(0, most > 0 ? most * (1 + MARGIN) : 1);
  }

  /// A linear axis from exactly here to exactly there.
  static Scale between(double low, double high) {
    double step = niceStep(high - low);
    return new Scale(
        value -> value, low, high, false, multiples(low, high, step), TickLabel.inStepsOf(step));
  }

  /// An axis of percentiles in which each nine takes the same room, up to this share of operations.
  ///
  /// @param most below 1
  static Scale percentiles(double most) {
    double nines = Math.max(1, -Math.log10(1 - most));
    List<Double> ticks = new ArrayList<>(List.of(0.5));
    for (int nine = 1; nine <= nines + 1e-9; nine++) {
      ticks.add(1 - Math.pow(10, -nine));
    }
    return new Scale(
        share -> -Math.log10(1 - share),
        0,
        nines * (1 + MARGIN),
        true,
        ticks.stream().mapToDouble(Double::doubleValue),
        TickLabel::percentile);
  }

  /// The same axis with other words at its ticks.
  Scale labelled(DoubleFunction<String> label) {
    DoubleStream values = ticks.stream().mapToDouble(Tick::value);
    return new Scale(warp, low, high, logarithmic, values, label);
  }

  /// The same axis with other ticks.
  Scale ticked(double[] values, DoubleFunction<String> label) {
    return new Scale(warp, low, high, logarithmic, Arrays.stream(values), label);
  }

  /// Where a value stands: 0 at the start of the axis, 1 at its end; outside if it lies outside,
  /// and nowhere, which is no finite number, if it has no place.
  double at(double value) {
    double held = Double.isFinite(value) ? Math.clamp(value, -GREATEST, GREATEST) : value;
    return (warp.applyAsDouble(held) - low) / (high - low);
  }

  boolean logarithmic() {
    return logarithmic;
  }

  /// `log scale` or `linear scale`, for the words around the chart.
  String words() {
    return logarithmic ? "log scale" : "linear scale";
  }

  List<Tick> ticks() {
    return ticks;
  }

  /// The finite ones, sorted, and kept so small that their differences are finite too.
  private static double[] finite(double... values) {
    return Arrays.stream(values)
        .filter(Double::isFinite)
        .map(value -> Math.clamp(value, -GREATEST, GREATEST))
        .sorted()
        .toArray();
  }

  private static DoubleStream logTicks(double low, double high) {
    double decades = high - low;
    if (decades < 0.7) {
      double from = Math.pow(10, low);
      double to = Math.pow(10, high);
      return multiples(from, to, niceStep(to - from));
    }
    int every = (int) Math.ceil(decades / TICKS_MAX);
    DoubleStream.Builder ticks = DoubleStream.builder();
    for (int power = (int) Math.floor(low); power <= high; power++) {
      for (double mantissa : MANTISSAS) {
        if (decades < DECADES_ONLY || mantissa == 1 && Math.floorMod(power, every) == 0) {
          ticks.add(mantissa * Math.pow(10, power));
        }
      }
    }
    return ticks.build();
  }

  /// The least of 1, 2, 5 times a power of ten that leaves at most six ticks.
  private static double niceStep(double span) {
    double rough = span / (TICKS_MAX - 1);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    return Arrays.stream(new double[] {1, 2, 5, 10})
        .map(mantissa -> mantissa * power)
        .filter(step -> step >= rough * (1 - 1e-9))
        .findFirst()
        .orElse(10 * power);
  }

  private static DoubleStream multiples(double low, double high, double step) {
    long first = (long) Math.ceil(low / step - 1e-9);
    long last = (long) Math.floor(high / step + 1e-9);
    return java.util.stream.LongStream.rangeClosed(first, Math.min(last, first + 4 * TICKS_MAX))
        .mapToDouble(count -> count * step);
  }
}
