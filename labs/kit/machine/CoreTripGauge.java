package kit.machine;

import java.util.List;
import kit.result.Limit;

/// [CoreTrip] as a limit. Its least and its greatest repeat lie far apart where a hypervisor moves
/// the cores.
final class CoreTripGauge implements Gauge {
  private final Repeats medians = new Repeats();

  @Override
  public void repeat(long sliceNs) {
    medians.add(CoreTrip.medianNs(sliceNs));
  }

  @Override
  public void forget() {
    medians.forget();
  }

  @Override
  public List<Limit> limits() {
    return List.of(
        medians.limit(
            "core_round_trip",
            "a word from core to core and back",
            "ns",
            "two threads that look all the time"));
  }
}
