package kit.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// The order of a run's trials: rounds in which every variant has one trial, each round shuffled
/// anew from the seed. Drift of the machine then falls on all variants alike, and no variant
/// always follows the same other one.
final class Schedule {
  /// One planned trial.
  ///
  /// @param index number among the trials of its variant, from 0
  /// @param order number in the run, from 0
  record Slot(Variant variant, int index, int order) {}

  private Schedule() {}

  static List<Slot> of(List<Variant> variants, int trials, long seed) {
    Random random = new Random(seed);
    List<Slot> slots = new ArrayList<>();
    for (int index = 0; index < trials; index++) {
      List<Variant> round = new ArrayList<>(variants);
      Collections.shuffle(round, random);
      for (Variant variant : round) {
        slots.add(new Slot(variant, index, slots.size()));
      }
    }
    return List.copyOf(slots);
  }
}
