package kit.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import kit.load.Recording;
import kit.machine.Noise;

/// Watches the machine while a trial measures, and only then: what happened while it started
/// systems, signed, killed or counted says nothing of its numbers, and would thin out what does.
///
/// What counts are the loads whose recordings the trial records as a row's; if there are none, all
/// loads that it ran but its warm-ups; if there are none either, because something else than a load
/// of the kit measures, the whole trial.
final class Windows {
  private final Supplier<Supplier<Noise>> watches;
  private final Supplier<Noise> whole;
  private final List<Load> loads = new ArrayList<>();
  private final Set<Recording> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  /// One load and what others did meanwhile.
  private record Load(Recording recording, Noise noise) {}

  /// @param watches begins a watch; what it gives ends it, and says what was seen
  Windows(Supplier<Supplier<Noise>> watches) {
    this.watches = watches;
    this.whole = watches.get();
  }

  /// Runs a load and watches meanwhile.
  Recording watched(Supplier<Recording> load) {
    Supplier<Noise> watch = watches.get();
    Recording recording = load.get();
    loads.add(new Load(recording, watch.get()));
    return recording;
  }

  /// A row shows this recording.
  void shows(Recording recording) {
    shown.add(recording);
  }

  /// What was seen of others in the windows that count, up to now.
  Noise noise() {
    List<Load> counted = loads.stream().filter(load -> shown.contains(load.recording())).toList();
    if (counted.isEmpty()) {
      counted = loads;
    }
    return counted.isEmpty() ? whole.get() : Noise.over(counted.stream().map(Load::noise).toList());
  }
}
