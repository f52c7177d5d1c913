package kit.machine;

import java.io.IOException;
import java.util.List;

/// Measures one thing that costs or bounds a system, in short repeats. [Calibration] decides when,
/// and which repeats warm up and which count.
interface Gauge extends AutoCloseable {
  /// What a repeat finds. The first one decides whether the gauge is warm.
  List<Quantity> quantities();

  /// Measures for a while.
  ///
  /// @param sliceNs how long, about
  /// @return one number for each quantity, NaN where it took too short for one
  double[] repeat(long sliceNs) throws IOException;

  @Override
  default void close() throws IOException {}
}
