package kit.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/// Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979, 65-70): of many rows
/// looked at together, some differ by chance. With p-values adjusted so, at most 5 of 100 runs in
/// which nothing changed have a row below 0.05, however the rows depend on each other.
public final class Holm {
  private Holm() {}

  /// The adjusted p-values, in the order of those given.
  public static double[] adjusted(double... pValues) {
    int[] order =
        IntStream.range(0, pValues.length)
            .boxed()
            .sorted(Comparator.comparingDouble(at -> pValues[at]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] adjusted = new double[pValues.length];
    double most = 0;
    for (int rank = 0; rank < order.length; rank++) {
      most = Math.max(most, Math.min(1, (order.length - rank) * pValues[order[rank]]));
      adjusted[order[rank]] = most;
    }
    return adjusted;
  }
}
