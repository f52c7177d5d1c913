package kit.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kit.machine.Probe;
import kit.report.Trouble;
import kit.result.Role;
import runtime.ExitStatus;
import runtime.Launch;

/// What a run will do: its variants, the limits that it calibrates and the checks that must find
/// evidence. A lab fills it once the options are known.
public final class RunPlan {
  /// A comparison of one row with a peer.
  record Rivalry(String peer, String version, String row, String note) {}

  private final Options options;
  private final Map<String, Variant> variants = new LinkedHashMap<>();
  private final List<Probe> probes = new ArrayList<>();
  private final List<Model> models = new ArrayList<>();
  private final List<Rivalry> rivalries = new ArrayList<>();
  private final Map<String, String> expectations = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final Set<String> leftOut = new HashSet<>();
  private boolean lacking;
  private long memoryBytes = Launch.MEMORY_BYTES;

  /// A cost model of this run.
  record Model(String id, String unit, Arithmetic arithmetic) {}

  /// How the parts of a cost model come together. It is done twice, with every part at its best and
  /// with every part at its worst.
  @FunctionalInterface
  public interface Arithmetic {
    /// What these parts come to.
    Sum of(Parts parts);
  }

  /// What the parts of a cost model come to.
  ///
  /// @param label for people
  /// @param how the arithmetic, with its numbers
  public record Sum(String label, double value, String how) {}

  /// The parts of a cost model, all at their best or all at their worst.
  public interface Parts {
    /// The value of a calibrated limit, in its own unit.
    double limit(String id);

    /// What a variant reached in a trial. A model of one that was left out of the run is left out.
    double trials(String variant, Measure measure);
  }

  RunPlan(Options options) {
    this.options = options;
  }

  /// Refuses to run on a machine that lacks something.
  ///
  /// @param absence what it lacks, `; `, and what brings it; empty if it lacks nothing
  public void needs(Optional<String> absence) {
    absence.ifPresent(
        sentence -> {
          String[] parts = sentence.split("; ", 2);
          Trouble lacks = Trouble.of(ExitStatus.ENVIRONMENT_LACKS, parts[0]);
          throw parts.length < 2 ? lacks : lacks.action(parts[1], "what brings it");
        });
  }

  /// How long the run may take.
  public Profile profile() {
    return options.profile();
  }

  /// One of three values, by the profile.
  public <T> T pick(T quick, T standard, T full) {
    return options.pick(quick, standard, full);
  }

  /// One of four values, by the profile.
  <T> T pick(T test, T quick, T standard, T full) {
    return options.pick(test, quick, standard, full);
  }

  /// The engine that `--engine` named, or the lab's default.
  public String engine() {
    return options.engine();
  }

  /// Where every random choice of the run starts.
  public long seed() {
    return options.seed();
  }

  /// Says what the systems that a trial has running at a time may use together, where that is more
  /// than one of ordinary size may ([Launch#MEMORY_BYTES]). A machine without that much is refused
  /// before the first trial.
  ///
  /// @param bytes the most that any trial starts; of several calls the largest counts
  public RunPlan memory(long bytes) {
    memoryBytes = Math.max(memoryBytes, bytes);
    return this;
  }

  /// Measures the system under one setting.
  ///
  /// @param plannedSeconds how long a trial takes
  public RunPlan system(String name, double plannedSeconds, Variant.Body body) {
    return add(new Variant(Role.SYSTEM, name, "", plannedSeconds, body));
  }

  /// Measures a control: the document's own pattern, or the system without what is claimed for it.
  public RunPlan control(String name, double plannedSeconds, Variant.Body body) {
    return add(new Variant(Role.CONTROL, name, "", plannedSeconds, body));
  }

  /// Measures another implementation, if `--peers` lets it, and compares a row with it.
  ///
  /// @param row id of the row that it is compared with; the peer gives the same metric
  /// @param note what is not alike, or empty
  public RunPlan peer(
      String name,
      String version,
      String row,
      String note,
      double plannedSeconds,
      Variant.Body body) {
    if (!options.peers().contains(name)) {
      return this;
    }
    rivalries.add(new Rivalry(name, version, row, note));
    return add(new Variant(Role.PEER, name, version, plannedSeconds, body));
  }

  /// Compares a row with a variant of this plan that gives the same metric, such as the control
  /// that repeats the document's own pattern.
  ///
  /// @param note what is not alike, or empty
  public RunPlan compare(String row, String control, String note) {
    rivalries.add(new Rivalry(control, "", row, note));
    return this;
  }

  /// Gives a variant fewer trials than the others, spread over the run: one that takes long.
  ///
  /// @param name of a variant, which may have been left out
  public RunPlan atMost(int trials, String name) {
    variants.computeIfPresent(name, (_, variant) -> variant.atMost(trials));
    return this;
  }

  /// Calibrates a limit beside the machine's own, in the same run.
  public RunPlan probe(Probe probe) {
    probes.add(probe);
    return this;
  }

  /// Adds a cost model: what calibrated limits, and what controls reached in the same run, come to
  /// together.
  public RunPlan model(String id, String unit, Arithmetic arithmetic) {
    models.add(new Model(id, unit, arithmetic));
    return this;
  }

  /// Announces a check that must find evidence in this run.
  public RunPlan expect(String check, String noun) {
    expectations.put(check, noun);
    return this;
  }

  /// Leaves a sentence in the result and under the table.
  public RunPlan note(String sentence) {
    notes.add(sentence);
    return this;
  }

  /// Leaves variants out, because this machine lacks what they need, and says so under the table.
  ///
  /// @param why `no redis-server on this machine, so ...`
  public RunPlan leaveOut(String why, String... names) {
    leftOut.addAll(List.of(names));
    lacking = true;
    return note(why);
  }

  /// Names variants for which another stands in a test of the lab: they differ by arguments, or by
  /// a program that has a test of its own. Every other run makes them.
  public RunPlan alike(String... names) {
    if (profile() == Profile.TEST) leftOut.addAll(List.of(names));
    return this;
  }

  private RunPlan add(Variant variant) {
    if (variants.putIfAbsent(variant.name(), variant) != null) {
      throw new IllegalArgumentException("two variants are called \"" + variant.name() + "\"");
    }
    return this;
  }

  /// Those of this run.
  List<Variant> variants() {
    return variants.values().stream().filter(each -> !leftOut.contains(each.name())).toList();
  }

  long memoryBytes() {
    return memoryBytes;
  }

  /// @throws IllegalStateException if systems may use more together than this plan says: a machine
  ///     without that much was not refused
  void allow(long together) {
    if (together > memoryBytes) {
      throw new IllegalStateException(
          "systems of a trial may use %s bytes together, and its lab's plan says %s"
              .formatted(together, memoryBytes));
    }
  }

  List<Probe> probes() {
    return List.copyOf(probes);
  }

  List<Model> models() {
    return List.copyOf(models);
  }

  List<Rivalry> rivalries() {
    return List.copyOf(rivalries);
  }

  Map<String, String> expectations() {
    return Map.copyOf(expectations);
  }

  Set<String> leftOut() {
    return Set.copyOf(leftOut);
  }

  /// Whether something was left out that this machine lacks.
  boolean lacking() {
    return lacking;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
