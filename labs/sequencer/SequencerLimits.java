package labs.sequencer;

import java.time.Duration;
import java.util.Locale;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.Plan;
import kit.load.Recording;
import kit.machine.Probe;
import runtime.RunningSystem;
import sequencer.SequencerLaunch;
import sequencer.client.PaymentWork;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;

/// What a sequencer's parts cost when each is measured alone, in the same run.
///
/// Two cost models follow by arithmetic that their `how` shows. One payment at a time: a round
/// trip, a digest, a signature recovery and an fdatasync, one after the other (the co-signature can
/// be made while the disk works). Many at once: every core makes the signatures and the HTTP
/// exchange, of which client and server share the cores; the disk then waits for no one, because
/// one fdatasync serves many payments. Neither is a bound. A thread that looks at its socket all
/// the time gets a byte sooner than one that sleeps, parts may overlap, and `GET /health` stands
/// for `POST /settle`.
public final class SequencerLimits {
  /// One channel with one payment in flight.
  public static final String ONE_AT_A_TIME = "one_at_a_time";

  /// Many channels.
  public static final String ALL_CORES = "all_cores";

  private static final String HTTP_ALONE = "HTTP alone";
  private static final Measure EXCHANGES = Measure.more("exchanges", "HTTP", "exchanges/s");
  private static final int LANES = 128;

  private SequencerLimits() {}

  /// Adds the probes, the control and the cost models to a plan.
  public static void addTo(RunPlan plan) {
    PaymentWork work = addOneAtATime(plan);
    int cores = Runtime.getRuntime().availableProcessors();
    plan.probe(
        new Probe(
            "signatures",
            "digest, recovery and co-signature",
            "payments/s",
            cores,
            "one thread a core",
            work::payment));
    plan.control(HTTP_ALONE, plan.pick(2.5, 5.5, 8.5), SequencerLimits::httpAlone);
    plan.model(ALL_CORES, "payments/s", SequencerLimits::allCores);
  }

  /// Adds only what [#ONE_AT_A_TIME] needs, which costs no trials.
  public static PaymentWork addOneAtATime(RunPlan plan) {
    PaymentWork work = new PaymentWork(ChannelDomain.DOCUMENTED, SignatureSchemes.open("auto"));
    plan.probe(new Probe("digest", "EIP-712 digest", "/s", 1, "one thread", work::digest));
    plan.probe(new Probe("recover", "signature recovery", "/s", 1, "one thread", work::recover));
    plan.model(ONE_AT_A_TIME, "payments/s", SequencerLimits::oneAtATime);
    return work;
  }

  /// The same server and the same client with nothing to do but an exchange.
  private static void httpAlone(Trial trial) throws Exception {
    RunningSystem system = trial.start(SequencerLaunch.launch("none"), trial.data("http"));
    byte[] request = HttpTarget.request("GET", "/health", "sequencer", "", new byte[0]);
    HttpTarget target =
        trial.http(system, LANES, (_, _, out) -> out.put(request), HttpTarget.Answers.SUCCESS);
    trial.warmUp(target, LANES, "exchanges/s");
    Plan plan = Plan.lasting(Duration.ofMillis(trial.pick(50, 300, 1_000, 1_000)));
    Recording seen = trial.run("exchanging", new ClosedLoop(LANES, plan), target, "exchanges/s");
    trial.answered(seen);
    trial.recording(EXCHANGES, "exchange", seen);
  }

  private static RunPlan.Sum oneAtATime(RunPlan.Parts parts) {
    double trip = parts.limit("loopback_tcp");
    double digest = 1e6 / parts.limit("digest");
    double recover = 1e6 / parts.limit("recover");
    double force = parts.limit("fdatasync_256");
    return new RunPlan.Sum(
        "a round trip, a digest, a recovery, an fdatasync each",
        1e6 / (trip + digest + recover + force),
        String.format(
            Locale.ROOT,
            "1 / (%.1f + %.1f + %.1f + %.1f us): TCP round trip, digest, recovery, fdatasync",
            trip,
            digest,
            recover,
            force));
  }

  private static RunPlan.Sum allCores(RunPlan.Parts parts) {
    double signatures = parts.limit("signatures");
    double exchanges = parts.trials(HTTP_ALONE, EXCHANGES);
    return new RunPlan.Sum(
        "signatures and HTTP on all cores",
        1 / (1 / signatures + 1 / exchanges),
        String.format(
            Locale.ROOT,
            "1 / (1/%.0f + 1/%.0f): signatures on all cores, HTTP exchanges alone",
            signatures,
            exchanges));
  }
}
