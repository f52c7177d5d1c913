package kit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import kit.load.Progress;
import kit.load.Recording;
import kit.load.Slowest;
import kit.machine.Attribution;
import kit.machine.Noise;
import kit.machine.Pauses;
import kit.machine.Stall;
import kit.machine.TailWatch;
import runtime.RunningSystem;

/// Watches the machine while a trial measures, and only then: what happened while it started
/// systems, signed, killed or counted says nothing of its numbers, and would thin out what does.
///
/// What counts are the loads whose recordings the trial records as a row's; if there are none, all
/// that was watched, which a warm-up is not; if there is none either, because something measures
/// that nobody can watch from outside, the whole trial.
public final class Windows {
  private static final double TAIL = 99;

  private final Supplier<Supplier<Noise>> watches;
  private final Supplier<Noise> whole;
  private final List<Load> loads = new ArrayList<>();
  private final Set<Recording> shown = Collections.newSetFromMap(new IdentityHashMap<>());

  /// One load, what others did meanwhile, and what held it up.
  ///
  /// @param recording and the slowest of its operations: null of what is no load of the kit
  /// @param cpuNs that the systems used meanwhile
  /// @param labCpuNs that this process used
  private record Load(
      Recording recording,
      Noise noise,
      TailWatch.Seen tail,
      Slowest slowest,
      OptionalLong cpuNs,
      OptionalLong labCpuNs) {}

  /// A stretch of time in which something measures.
  public final class Window implements AutoCloseable {
    private final Supplier<Noise> noise = watches.get();
    private final TailWatch tail;
    private final List<? extends RunningSystem> systems;
    private final OptionalLong beganCpuNs;
    private final OptionalLong labBeganCpuNs = ownCpuNs();

    private Window(List<? extends RunningSystem> systems) {
      this.systems = systems;
      tail = TailWatch.begin(pids(systems));
      beganCpuNs = sumCpuNs(systems);
    }

    /// It is over; what was seen in it counts.
    public void end() {
      end(null, null);
    }

    private void end(Recording recording, Slowest slowest) {
      OptionalLong cpuNs = used(beganCpuNs, sumCpuNs(systems));
      OptionalLong labCpuNs = used(labBeganCpuNs, ownCpuNs());
      TailWatch.Seen seen = tail.end();
      loads.add(new Load(recording, noise.get(), seen, slowest, cpuNs, labCpuNs));
    }

    /// Ends watching if it has not ended; then it does not count.
    @Override
    public void close() {
      tail.close();
    }
  }

  /// @param watches begins a watch; what it gives ends it, and says what was seen
  Windows(Supplier<Supplier<Noise>> watches) {
    this.watches = watches;
    this.whole = watches.get();
  }

  /// Runs a load and watches meanwhile.
  ///
  /// @param systems that run
  Recording watched(
      List<? extends RunningSystem> systems, Progress progress, Supplier<Recording> load) {
    try (Window window = begin(systems)) {
      Recording recording = load.get();
      window.end(recording, progress.slowest());
      return recording;
    }
  }

  /// Begins to watch.
  ///
  /// @param systems that run
  Window begin(List<? extends RunningSystem> systems) {
    return new Window(systems);
  }

  /// The processes of systems, as far as they are known.
  static List<Long> pids(List<? extends RunningSystem> systems) {
    return systems.stream()
        .map(RunningSystem::pid)
        .filter(OptionalLong::isPresent)
        .map(OptionalLong::getAsLong)
        .toList();
  }

  private static OptionalLong used(OptionalLong began, OptionalLong ended) {
    return began.isPresent() && ended.isPresent()
        ? OptionalLong.of(ended.getAsLong() - began.getAsLong())
        : OptionalLong.empty();
  }

  private static OptionalLong ownCpuNs() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(cpu -> OptionalLong.of(cpu.toNanos()))
        .orElse(OptionalLong.empty());
  }

  private static OptionalLong sumCpuNs(List<? extends RunningSystem> systems) {
    long sum = 0;
    for (RunningSystem system : systems) {
      OptionalLong cpuNs = system.cpuNs();
      if (cpuNs.isEmpty()) {
        return cpuNs;
      }
      sum += cpuNs.getAsLong();
    }
    return systems.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /// Processor time of the systems while a load ran.
  OptionalLong cpuNs(Recording recording) {
    return of(recording, Load::cpuNs);
  }

  /// Processor time of this process while a load ran.
  OptionalLong labCpuNs(Recording recording) {
    return of(recording, Load::labCpuNs);
  }

  private OptionalLong of(Recording recording, Function<Load, OptionalLong> cpuNs) {
    return loads.stream()
        .filter(load -> load.recording() == recording)
        .map(cpuNs)
        .findFirst()
        .orElse(OptionalLong.empty());
  }

  /// A row shows this recording.
  void shows(Recording recording) {
    shown.add(recording);
  }

  private List<Load> counted() {
    List<Load> counted = loads.stream().filter(load -> shown.contains(load.recording())).toList();
    return counted.isEmpty() ? loads : counted;
  }

  /// What was seen of others in the windows that count, up to now.
  Noise noise() {
    return counted().isEmpty()
        ? whole.get()
        : Noise.over(counted().stream().map(Load::noise).toList());
  }

  /// What held the loads that count up, by id, in ms: all of it, and what of it the operations over
  /// p99 spent their time on. Empty without a load.
  ///
  /// @param logs of the systems that ran
  Map<String, Double> tail(List<Path> logs) {
    Map<String, Double> all = new TreeMap<>();
    List<Stall> ofSystem = logs.stream().map(Pauses::in).flatMap(List::stream).toList();
    List<Stall> ofLab = loads.isEmpty() ? List.of() : Pauses.own();
    for (Load load : counted()) {
      TailWatch.Seen seen = load.tail();
      List<Stall> system = seen.within(ofSystem);
      List<Stall> lab = seen.within(ofLab);
      add(all, "gc.system_ms", sumMs(system, Stall.Cause.GC));
      add(all, "gc.lab_ms", sumMs(lab, Stall.Cause.GC));
      add(all, "pause.system_ms", sumMs(system, Stall.Cause.PAUSE));
      add(all, "pause.lab_ms", sumMs(lab, Stall.Cause.PAUSE));
      add(all, "disk.system_ms", sumMs(system, Stall.Cause.DISK));
      add(all, "machine.stall_ms", sumMs(seen.stalls(), Stall.Cause.MACHINE));
      add(all, "core.system_wait_ms", seen.systemWaitedMs());
      add(all, "core.lab_wait_ms", seen.labWaitedMs());
      add(all, "compile.system_ms", seen.systemCompiledMs());
      add(all, "compile.lab_ms", seen.labCompiledMs());
      if (load.recording() != null) {
        List<Stall> stalls = new ArrayList<>(seen.stalls());
        stalls.addAll(system);
        stalls.addAll(lab);
        addAttribution(all, attribution(load, stalls));
      }
    }
    return all;
  }

  private static Attribution attribution(Load load, List<Stall> stalls) {
    long overNs = load.recording().latencies().percentileNs(TAIL);
    List<Slowest.Operation> slow = load.slowest().over(overNs);
    return Attribution.of(
        slow.stream().map(Slowest.Operation::fromNs).toList(),
        slow.stream().map(Slowest.Operation::toNs).toList(),
        stalls);
  }

  private static void addAttribution(Map<String, Double> all, Attribution attribution) {
    add(all, "tail.operations", attribution.operations());
    add(all, "tail.all_ms", attribution.totalMs());
    Map<Stall.Cause, Double> ms = new EnumMap<>(Stall.Cause.class);
    ms.putAll(attribution.ms());
    for (Stall.Cause cause : Stall.Cause.values()) {
      add(all, "tail." + cause.id() + "_ms", ms.getOrDefault(cause, 0.0));
    }
  }

  private static void add(Map<String, Double> all, String id, double value) {
    all.merge(id, value, Double::sum);
  }

  private static double sumMs(List<Stall> stalls, Stall.Cause cause) {
    Function<Stall, Double> ms = stall -> stall.share() * (stall.toNs() - stall.fromNs()) / 1e6;
    return stalls.stream()
        .filter(stall -> stall.cause() == cause)
        .map(ms)
        .mapToDouble(Double::doubleValue)
        .sum();
  }
}
