package kit.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import kit.load.ClosedLoop;
import kit.load.Completion;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import runtime.DataFolder;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;

/// A trial's served system: started fresh, warmed up, loaded, killed, started again on the same
/// data, and asked for all that was sent.
public class ServedTrial {
  protected final Trial trial;

  private final Launch launch;
  private final DataFolder data;
  private final Set<Workload> sent = new LinkedHashSet<>();
  private RunningSystem system;
  private RunningSystem front;
  private double warmRate;

  /// Starts a system on data of its own.
  public ServedTrial(Trial trial, Launch launch) throws StartFailure {
    this.trial = trial;
    this.launch = launch;
    this.data = trial.data(launch.name());
    this.system = trial.start(launch, data);
  }

  /// Starts what stands before the system and takes the requests from now on.
  ///
  /// @param launch how, given where the system is
  public void behind(Function<InetSocketAddress, Launch> launch) throws StartFailure {
    Launch before = launch.apply(system.address());
    front = trial.start(before, trial.data(before.name()));
  }

  /// The running system.
  public RunningSystem system() {
    return system;
  }

  /// What takes the requests: the system, or what stands before it.
  public RunningSystem front() {
    return front == null ? system : front;
  }

  /// Loads it until it is warm ([Trial#warmUp]).
  ///
  /// @param each requests of each lane that are made ahead
  public void warmUp(Workload workload, int each) throws IOException, InterruptedException {
    begin(workload);
    ready(workload, each);
    try (Target target = workload.connect(front().address())) {
      warmRate = trial.warmUp(target, workload.lanes(), unit(workload));
    }
  }

  /// Makes ahead what a load and its lead-in will send.
  public void prepare(Workload workload, Load load) throws IOException, InterruptedException {
    begin(workload);
    ready(workload, load);
  }

  private void ready(Workload workload, Load load) {
    ready(workload, ahead(workload, load));
  }

  private void ready(Workload workload, int each) {
    trial.phase("making requests");
    workload.prepare(each);
  }

  private void begin(Workload workload) throws IOException, InterruptedException {
    if (sent.add(workload)) {
      workload.begin(system.address());
    }
  }

  /// How many requests of each lane to make ahead, with some to spare. The rate of an open loop is
  /// known; half as many again are made, because lanes take turns, but not exactly.
  private int ahead(Workload workload, Load load) {
    int lanes = workload.lanes();
    return switch (load.plan().length()) {
      case Plan.Count count -> (int) Math.ceilDiv(count.operations(), (long) lanes);
      case Plan.Lasting lasting -> {
        double seconds = lasting.duration().plus(trial.leadIn()).toMillis() / 1e3;
        double rate =
            load instanceof OpenLoop open
                ? 1.5 * open.arrivals().ratePerSecond()
                : workload.most(warmRate);
        yield (int) Math.ceil(rate * seconds / lanes) + trial.profile().spare();
      }
    };
  }

  /// Sends requests that are made ahead, and checks that every answer is the right one. A load by
  /// time has a lead-in ([Trial#measure]); one by count sends that many and no more.
  public Recording send(String phase, Workload workload, Load load)
      throws IOException, InterruptedException {
    prepare(workload, load);
    Recording seen = send(phase, workload, load, () -> ready(workload, load));
    if (workload.unprepared() > seen.operations() / 100) {
      trial.mark(workload.noun() + " ran out and were made during the measurement");
    }
    return seen;
  }

  /// As [#send], where each request is made just before it is sent unless it was made ahead.
  public Recording sendUnprepared(String phase, Workload workload, Load load)
      throws IOException, InterruptedException {
    begin(workload);
    return send(phase, workload, load, () -> {});
  }

  /// @param again makes ready for a further lead-in
  private Recording send(String phase, Workload workload, Load load, Runnable again)
      throws IOException {
    try (Target target = workload.connect(front().address())) {
      boolean isByTime = load.plan().length() instanceof Plan.Lasting;
      Recording seen =
          isByTime
              ? trial.measure(phase, load, target, unit(workload), again)
              : trial.run(phase, load, target, unit(workload));
      trial.answered(seen);
      return seen;
    }
  }

  /// Loads the system until it is killed with requests under way: at the right answer with this
  /// number. Whoever brings that answer kills it, so a busy machine cannot be late for it.
  public void killUnder(Workload workload, long killAt) throws IOException, InterruptedException {
    begin(workload);
    AtomicLong right = new AtomicLong();
    try (Target target = workload.connect(front().address())) {
      Target killing =
          (lane, index, done) ->
              target.start(
                  lane,
                  index,
                  new Completion() {
                    @Override
                    public void succeeded(int lane, long index) {
                      if (right.incrementAndGet() == killAt) {
                        system.kill();
                      }
                      done.succeeded(lane, index);
                    }

                    @Override
                    public void failed(int lane, long index, String kind) {
                      done.failed(lane, index, kind);
                    }
                  });
      Load load = new ClosedLoop(workload.lanes(), Plan.operations(killAt + workload.lanes()));
      Recording seen = trial.run("loading until killed", load, killing, unit(workload));
      boolean killed = right.get() >= killAt;
      String check = "each kill found " + workload.noun() + " under way";
      trial.check(check, killed ? 1 : 0, 1, "kills", killed ? "" : "" + seen);
    }
  }

  /// Ends the system the way a power cut would, and starts it again on the same data.
  ///
  /// @return from the restart to listening
  public Duration restart() throws StartFailure {
    system.kill();
    long startNs = System.nanoTime();
    system = trial.start(launch, data);
    return Duration.ofNanos(System.nanoTime() - startNs);
  }

  /// As [#restart], then [#verify].
  public Duration verifyAfterRestart() throws StartFailure, IOException, InterruptedException {
    Duration restart = restart();
    verify();
    return restart;
  }

  /// Looks for all that was sent.
  public void verify() throws IOException, InterruptedException {
    trial.phase("verifying");
    for (Workload workload : sent) {
      workload.audit(system.address(), trial);
    }
  }

  private static String unit(Workload workload) {
    return workload.noun() + "/s";
  }
}
