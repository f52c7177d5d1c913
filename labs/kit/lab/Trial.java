package kit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import kit.check.TrialChecks;
import kit.check.Witness;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import kit.machine.Noise;
import kit.report.LiveNumbers;
import kit.report.Progress;
import kit.result.TrialRow;
import kit.stats.Latencies;
import runtime.DataFolder;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;
import runtime.SystemRuntime;

/// One repetition of one variant, while it runs: what it may start, and where it puts what it
/// found.
///
/// Everything it owns is closed when the trial ends, in the opposite order, however it ends.
public final class Trial extends TrialNotes implements AutoCloseable {
  private final RunPlan plan;
  private final Build build;
  private final SystemRuntime runtime;
  private final long seed;
  private final Progress progress;
  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Checks checks;
  private final StartTimes start;
  private final Map<String, Double> agreed;
  private final List<RunningSystem> systems = new ArrayList<>();
  private final Windows windows;
  private boolean buildTaken;

  Trial(
      RunPlan plan,
      Build build,
      SystemRuntime runtime,
      long seed,
      Progress progress,
      Checks checks,
      StartTimes start,
      Map<String, Double> agreed,
      Supplier<Supplier<Noise>> watches) {
    this.plan = plan;
    this.build = build;
    this.runtime = runtime;
    this.seed = seed;
    this.progress = progress;
    this.checks = checks;
    this.start = start;
    this.agreed = agreed;
    this.windows = new Windows(watches);
  }

  /// How long the run may take.
  public Profile profile() {
    return plan.profile();
  }

  /// One of three values, by the profile; a test takes the quick one.
  public <T> T pick(T quick, T standard, T full) {
    return plan.pick(quick, standard, full);
  }

  /// One of four values, by the profile.
  public <T> T pick(T test, T quick, T standard, T full) {
    return plan.pick(test, quick, standard, full);
  }

  /// The engine that `--engine` named, or the lab's default.
  public String engine() {
    return plan.engine();
  }

  /// A generator of this trial alone: the same trial of the same seed draws the same numbers.
  public SplittableRandom random() {
    return new SplittableRandom(seed);
  }

  /// A number drawn for this trial alone.
  public long seed() {
    return seed;
  }

  /// A number on which all trials of the run agree: the first that asks finds it, the others take
  /// it over, so that a load that depends on it is the same in all of them.
  ///
  /// @param id such as `most`
  public double agreed(String id, Callable<Double> finding) throws Exception {
    Double known = agreed.get(id);
    if (known == null) {
      known = finding.call();
      agreed.put(id, known);
    }
    seen("agreed." + id, known, "");
    return known;
  }

  /// Takes a resource and closes it when the trial ends.
  public <T extends AutoCloseable> T own(T resource) {
    owned.push(resource);
    return resource;
  }

  /// An empty place for data that goes with the trial.
  public DataFolder data(String name) {
    return own(runtime.newData(name));
  }

  /// A folder for files that go with the run.
  public Path temporary() {
    return runtime.temporary();
  }

  /// Starts a system in a fresh process or container and waits until it listens. Should it die
  /// before the trial ends, the trial fails with its last words.
  public RunningSystem start(Launch launch, DataFolder data) throws StartFailure {
    phase("starting");
    plan.allow(
        launch.memoryBytes()
            + running().stream().mapToLong(each -> each.launch().memoryBytes()).sum());
    buildTaken = true;
    RunningSystem system = own(runtime.start(build.asked(launch, profile()), data));
    start.reached(StartTimes.SYSTEM);
    systems.add(system);
    return system;
  }

  /// The class path of the build that this trial measures, for whoever starts a JVM without
  /// [#start]; empty for this JVM's own.
  public List<Path> classPath() {
    buildTaken = true;
    return build.classPath();
  }

  /// Whether whatever was measured can have been of the build that the trial is said to measure.
  boolean showsItsBuild() {
    return !build.other() || buildTaken;
  }

  /// Connects to an HTTP server: one connection a lane, closed when the trial ends.
  public HttpTarget http(
      RunningSystem system, int lanes, HttpTarget.Requests requests, HttpTarget.Answers answers)
      throws IOException {
    return own(HttpTarget.connect(system.address(), lanes, requests, answers));
  }

  /// Runs a load to its end while its counter shows on the screen and the machine is watched.
  ///
  /// @param phase what it is for, in a word or two
  /// @param unit of its operations: `payments/s`
  public Recording run(String phase, Load load, Target target, String unit) {
    kit.load.Progress counter = new kit.load.Progress();
    return windows.watched(running(), counter, () -> run(phase, load, target, unit, counter));
  }

  /// As [#run], after a lead-in: first the same load runs unmeasured, for a second ([#leadIn]), and
  /// up to two seconds more while the systems' compilers take over a tenth of a core. A system that
  /// is warm under one load ([#warmUp]) is not under another: the first payments of new channels on
  /// new connections, one at a time or many at once, take paths of their own.
  public Recording measure(String phase, Load load, Target target, String unit) {
    return measure(phase, load, target, unit, () -> {});
  }

  /// @param again runs before each further lead-in
  Recording measure(String phase, Load load, Target target, String unit, Runnable again) {
    Load before = load.with(Plan.lasting(leadIn()));
    new WarmUp(this, "leading in", before, target, unit).leadIn(pick(1, 3, 3, 3), again);
    return run(phase, load, target, unit);
  }

  /// How long one lead-in lasts ([#measure]).
  public Duration leadIn() {
    return Duration.ofMillis(pick(20, 100, 1_000, 2_000));
  }

  /// Processor time that the systems used while this load ran, in ns; none where that cannot be
  /// read.
  public OptionalLong cpuNs(Recording seen) {
    return windows.cpuNs(seen);
  }

  /// Watches the machine while something else than a load of the kit measures, such as a fork, from
  /// now until [Windows.Window#end].
  public Windows.Window watch() {
    return own(windows.begin(running()));
  }

  List<RunningSystem> running() {
    return systems.stream().filter(RunningSystem::alive).toList();
  }

  /// As [#run], while nobody watches.
  Recording unwatched(String phase, Load load, Target target, String unit) {
    return run(phase, load, target, unit, new kit.load.Progress());
  }

  private Recording run(
      String phase, Load load, Target target, String unit, kit.load.Progress counter) {
    phase(phase);
    progress.live(counter::completed, unit, () -> seen(load, counter));
    start.reached(StartTimes.LOAD);
    return load.run(target, counter);
  }

  /// Loads a system until it is warm: its JVMs hardly compile any more, and its rates do not drift
  /// for certain.
  ///
  /// @param lanes in a closed loop
  /// @param unit of its operations: `payments/s`
  ///
  /// @return operations a second at its end
  public double warmUp(Target target, int lanes, String unit) {
    Load load = new ClosedLoop(lanes, Plan.lasting(warmUpOnce()));
    return new WarmUp(this, "warming up", load, target, unit).run();
  }

  /// Eight times (quick: four): a server and its load, let alone two servers, have more code to
  /// compile on the same cores than a library in a JVM of its own.
  @Override
  public int warmUpTimes() {
    return pick(2, 4, 8, 8);
  }

  /// How long a warm-up lasts that has to be done once ([Witness#warmUp]).
  public Duration warmUpOnce() {
    return Duration.ofMillis(pick(100, 300, 2_000, 3_000));
  }

  /// What the display shows beside the rate. Only an open loop can be late.
  private static LiveNumbers seen(Load load, kit.load.Progress counter) {
    double late = load instanceof OpenLoop ? (double) counter.late() : Double.NaN;
    double lateShare = late / Math.max(1, counter.completed());
    return new LiveNumbers(counter.failed(), lateShare);
  }

  /// Says what happens now, in a word or two, for the progress line.
  public void phase(String text) {
    progress.phase(text);
  }

  /// Counts evidence for an invariant. Counts of the same name add up over the whole run; the check
  /// holds if there was evidence and all of it agreed.
  ///
  /// @param name the invariant, as a sentence without a full stop
  /// @param confirmed in how many cases it was seen to hold
  /// @param of in how many cases it was looked at
  /// @param noun what was counted
  public void check(String name, long confirmed, long of, String noun) {
    check(name, confirmed, of, noun, "");
  }

  /// As [#check(String, long, long, String)], with the first thing that broke it.
  public void check(String name, long confirmed, long of, String noun, String detail) {
    checks.add(name + (build.other() ? build.words() : ""), confirmed, of, noun, detail);
  }

  /// Records the rate and the latencies of a load, and keeps them as a [#step].
  ///
  /// @param throughput the measure that its rate is recorded as
  /// @param id of the latency histogram and of the step: `latency`
  public void recording(Measure throughput, String id, Recording seen) {
    metric(throughput, seen.throughputPerSecond());
    latency(id, seen);
    step(id, seen);
  }

  /// Records the latencies of a load.
  ///
  /// @param id of the histogram
  public void latency(String id, Recording seen) {
    windows.shows(seen);
    latency(id, seen.latencies());
  }

  /// Records latencies that something else than a load of the kit has measured.
  ///
  /// @param id of the histogram
  public void latency(String id, Latencies seen) {
    histogram(id, seen.encode());
  }

  /// As [Witness#step(String, Recording)], with the processor time that the systems and this
  /// process, which is the load, used for an operation: with the rate they say how busy the machine
  /// was.
  @Override
  public void step(String step, Recording seen) {
    windows.shows(seen);
    super.step(step, seen);
    cpu(step + ".system_cpu", cpuNs(seen), seen);
    cpu(step + ".lab_cpu", windows.labCpuNs(seen), seen);
  }

  private void cpu(String id, OptionalLong cpuNs, Recording seen) {
    if (cpuNs.isPresent() && seen.operations() > 0) {
      seen("load." + id, cpuNs.getAsLong() / 1e3 / seen.operations(), "us/operation");
    }
  }

  /// Checks that no operation failed.
  public void answered(Recording seen) {
    answered("every answer is a success", seen);
  }

  void answered(String name, Recording seen) {
    String failures = seen.failed() == 0 ? "" : seen.failures().toString();
    check(name, seen.succeeded(), seen.operations(), "answers", failures);
  }

  /// Ends the trial: what was seen of machine and programs while it measured is kept, and marks it
  /// where others did too much.
  TrialRow end(Schedule.Slot slot, double seconds) {
    Noise noise = windows.noise();
    seen("noise.window_s", noise.seconds(), "s");
    noise.byName().forEach((name, value) -> seen("noise." + name, value, ""));
    TrialChecks.noise(noise, this);
    windows
        .tail(systems.stream().map(RunningSystem::log).toList())
        .forEach((id, value) -> seen(id, value, id.endsWith("_ms") ? "ms" : "operations"));
    return row(slot, seconds);
  }

  /// The first system that is gone without having been ended by the lab.
  Optional<RunningSystem> dead() {
    return systems.stream().filter(RunningSystem::died).findFirst();
  }

  @Override
  public void close() throws Exception {
    Exception first = null;
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
