package kit.machine;

import java.util.List;

/// [CoreTrip] as a limit. Its least and its greatest repeat lie far apart where a hypervisor moves
/// the cores.
final class CoreTripGauge implements Gauge {
  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(
            "core_round_trip",
            "a word from core to core and back",
            "ns",
            "two threads that look all the time, median of a repeat",
            Quantity.Sum.LEAST));
  }

  @Override
  public double[] repeat(long sliceNs) {
    return new double[] {CoreTrip.medianNs(sliceNs)};
  }
}
