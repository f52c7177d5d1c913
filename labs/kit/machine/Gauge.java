package kit.machine;

import java.io.IOException;
import java.util.List;
import kit.result.Limit;

/// Measures one thing that bounds a system, in several short repeats.
interface Gauge extends AutoCloseable {
  /// Measures for a while.
  ///
  /// @param sliceNs how long, about
  void repeat(long sliceNs) throws IOException;

  /// Forgets what was measured so far: it was for warming up.
  void forget();

  /// What the repeats say.
  List<Limit> limits();

  @Override
  default void close() throws IOException {}
}
