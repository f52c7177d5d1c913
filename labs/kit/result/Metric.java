package kit.result;

/// One number that a trial gave.
///
/// @param value in `unit`
/// @param unit as written in tables: `payments/s`, `ms`, `%`
public record Metric(double value, String unit) {
  public Metric {
    Required.of("unit", unit);
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a metric in " + unit + " is not a number");
    }
  }
}
