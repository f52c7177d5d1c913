package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kit.result.Numbers;

/// Turns a counter that the load keeps anyway into a rate between two readings.
final class Meter {
  private final LongSupplier operations;
  private final String unit;
  private final Supplier<LiveNumbers> numbers;
  private double lastSeconds = Double.NaN;
  private long lastOperations;

  Meter(LongSupplier operations, String unit, Supplier<LiveNumbers> numbers) {
    this.operations = operations;
    this.unit = unit;
    this.numbers = numbers;
  }

  /// The numbers now, each with its name or unit. The first reading has no rate yet.
  List<String> read(double nowSeconds) {
    long count = operations.getAsLong();
    double rate = (count - lastOperations) / (nowSeconds - lastSeconds);
    lastOperations = count;
    lastSeconds = nowSeconds;
    List<String> texts = new ArrayList<>();
    if (Double.isFinite(rate) && rate >= 0) {
      texts.add(Numbers.withUnit(Numbers.scaled(rate), unit));
    }
    texts.addAll(numbers.get().texts());
    return texts;
  }
}
