package kit.check;

import kit.load.Recording;
import kit.stats.LittlesLaw;

/// Throughput times latency is the number of operations that were counted ([LittlesLaw]).
final class NothingLost extends Law {
  NothingLost() {
    super(
        "little_off",
        100 * LittlesLaw.ALLOWED,
        "Little's law: in %s throughput x latency misses the counted operations by %s [%s] %%");
  }

  @Override
  public void recording(String step, Recording seen, Witness witness) {
    if (seen.operations() > 0) {
      keep(step, seen.littlesLaw().offBy(), witness);
    }
  }
}
