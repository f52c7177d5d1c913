package kit.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/// The order of a run's trials: rounds in which every variant has one trial, each round shuffled
/// anew from the seed. Drift of the machine then falls on all variants alike, and no variant
/// always follows the same other one. A variant that has fewer trials leaves rounds out, evenly.
/// Where builds take turns in a variant, their trials of a round follow each other at once, in an
/// order that is drawn as well.
final class Schedule {
  /// One planned trial.
  ///
  /// @param build what it measures
  /// @param index number among the trials of its variant, from 0
  /// @param order number in the run, from 0
  record Slot(Variant variant, Build build, int index, int order) {
    /// The variant's name, and the build's unless it is this one.
    String name() {
      return variant.name() + build.words();
    }
  }

  private Schedule() {}

  static List<Slot> of(List<Variant> variants, int trials, long seed) {
    return of(variants, _ -> List.of(Build.THIS), trials, seed);
  }

  /// @param builds that take turns in a variant
  static List<Slot> of(
      List<Variant> variants, Function<Variant, List<Build>> builds, int trials, long seed) {
    Random random = new Random(seed);
    List<Slot> slots = new ArrayList<>();
    for (int before = 0; before < trials; before++) {
      List<Variant> round = new ArrayList<>(variants);
      Collections.shuffle(round, random);
      for (Variant variant : round) {
        int index = after(before, variant, trials);
        if (after(before + 1, variant, trials) == index) {
          continue;
        }
        List<Build> turns = new ArrayList<>(builds.apply(variant));
        Collections.shuffle(turns, random);
        for (Build build : turns) {
          slots.add(new Slot(variant, build, index, slots.size()));
        }
      }
    }
    return List.copyOf(slots);
  }

  /// How many trials a variant has had after so many rounds.
  private static int after(int rounds, Variant variant, int of) {
    return (int) ((long) rounds * Math.min(variant.trialsMax(), of) / of);
  }
}
