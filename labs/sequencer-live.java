///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerLive
//SOURCES sequencer/package-info.java
//DESCRIPTION 1 to 64 agents sign and pay in a loop, every payment durable

import static java.time.Duration.ofMillis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.SequencerLimits;
import labs.sequencer.SequencerTrial;

/// # Can an agent pay for every token that a model writes?
///
/// The document's agent signs a payment, sends it, waits for the answer and begins again, for 10 s;
/// 14.00 payments per second came out, divided by the nominal 10 s. Here the same loop runs on the
/// document's path, and the rate is divided by the time that really passed; by the document's
/// formula it stands beside it. Then 1 to 64 agents pay our sequencer at once, and one thing is
/// changed at a time: a merchant between the agent and the sequencer, as in the document; where the
/// payments are kept, PostgreSQL or nowhere; how the server computes signatures. The document's own
/// path changes two: its agents pay a merchant, and its sequencer keeps them in PostgreSQL.
///
/// Expect a little less than the pre-signed burst on one channel: the same round trip plus one
/// signature of the client's. Signing in pure Java, as most clients do, would cost ten times that.
/// For one agent, expect the merchant and PostgreSQL to take more time than the signatures.
class SequencerLive {
  static final Measure THROUGHPUT = Measure.more("throughput_at_1", "Throughput", "payments/s");
  static final Measure NOMINAL = Measure.more("nominal_at_1", "Throughput", "payments/s");
  static final Measure ACCEPTED = Measure.more("accepted", "Accepted", "%");
  static final Measure P50 = Measure.less("p50_at_1", "Latency, signing included", "ms");
  static final Measure P99 = Measure.less("p99_at_1", "Latency, signing included", "ms");

  static final int[] AGENTS = {1, 4, 16, 64};
  static final int MANY = 16;
  static final int[] FEW = {1, MANY};

  static final String TWO_HOPS = "two hops";
  static final String POSTGRES = "PostgreSQL";
  static final String BOTH = "two hops, PostgreSQL";

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-live")
            .title("1 to 64 agents sign and pay in a loop")
            .promise("every payment durable")
            .protocolVersion(5)
            .protocol(
                """
                An agent has one channel and one connection. Each payment is signed, sent and answered
                before the next one is signed (closed loop, window 1), and the clock runs over all of
                it. Throughput is payments answered with a right 200 over the time that passed. Each
                trial is a fresh server, warmed up on other channels, and killed and restarted at the
                end to count what survived. A step is 1 s (quick: 0.1 s; full: 3 s), in random order,
                each after 1 s (quick: 0.1 s; full: 2 s) of the same that is not measured, up to three
                times that while compilers are busy.
                  agents   1, 4, 16 and 64 at once
                and 1 and 16 agents:
                  two hops    each pays a merchant, who has the sequencer settle it
                  PostgreSQL  the store is PostgreSQL, one transaction a batch
                  two hops, PostgreSQL  the document's path, where 1 agent pays for 10 s as in the
                              document (quick: half a second)
                  JNI         the server calls libsecp256k1 by JNI
                  web3j       the server's signatures are computed in pure Java
                  none        nothing is made durable
                Clients always sign natively. PostgreSQL runs beside the sequencer, in the same
                container if there is one. Payments signed ahead: the sequencer-merchant lab.\
                """)
            .engines("journal", "postgres", "documented")
            .lesserEngine("none", "nothing is durable")
            .row(
                Row.of("live.throughput", "1 agent, two hops, PostgreSQL", THROUGHPUT, BOTH)
                    .answers("cronosstream.live.throughput"))
            .row("live.nominal", "the same over the nominal time", NOMINAL, BOTH);
    for (int agents : AGENTS) {
      Row row = row("agents", agents, "native signatures");
      lab = lab.row(agents == 1 ? oneAgent(row) : row);
    }
    for (int agents : FEW) {
      lab = lab.row(row(TWO_HOPS, agents, "two hops"));
      lab = lab.row(row(POSTGRES, agents, "PostgreSQL"));
    }
    lab = lab.row(row(BOTH, MANY, "two hops, PostgreSQL"));
    for (int agents : FEW) {
      lab = lab.row(row("JNI", agents, "JNI"));
      lab = lab.row(row("web3j", agents, "web3j"));
    }
    for (int agents : FEW) {
      lab = lab.row(row("none", agents, "nothing durable").tagged("not durable"));
    }
    String path = "1 agent, two hops, PostgreSQL";
    return lab.row("live.accepted", path, ACCEPTED, BOTH)
        .row("live.p50", "p50, " + path, P50, BOTH)
        .row("live.p99", "p99, " + path, P99, BOTH)
        .row("agents.1.p50", "p50, 1 agent, native signatures", P50, "agents")
        .row("agents.1.p99", "p99, 1 agent, native signatures", P99, "agents")
        .plan(SequencerLive::plan);
  }

  private static Row oneAgent(Row row) {
    return row.answers(
            "cronosstream.live.throughput",
            Conditions.OTHER,
            "one hop and a journal; the document has two hops and PostgreSQL")
        .heldAgainst(SequencerLimits.ONE_AT_A_TIME);
  }

  private static Row row(String variant, int agents, String how) {
    String count = agents == 1 ? "1 agent" : agents + " agents";
    String id = variant.toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '_') + "." + agents;
    return Row.of(id, count + ", " + how, at(agents), variant);
  }

  private static Measure at(int agents) {
    return Measure.more("at_" + agents, "Throughput", "payments/s");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.memory(SequencerTrial.WITH_MERCHANT_BYTES);
    SequencerLimits.addOneAtATime(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.system("agents", plan.pick(4.0, 17.0, 32.0), SequencerLive::agents);
    double seconds = plan.pick(3.0, 13.0, 22.0);
    double hop = plan.pick(0.5, 1.0, 1.0);
    double database = plan.pick(3.0, 3.5, 5.0);
    plan.system(TWO_HOPS, seconds + hop, trial -> twoHops(trial, "journal"));
    plan.system(POSTGRES, seconds + database, trial -> oneHop(trial, "postgres"));
    plan.system(BOTH, plan.pick(6.5, 28.0, 36.0), SequencerLive::documented);
    plan.control("JNI", seconds, trial -> oneHop(trial, "journal", "--crypto", "jni"));
    plan.control("web3j", seconds, trial -> oneHop(trial, "journal", "--crypto", "web3j"));
    plan.control("none", seconds, trial -> oneHop(trial, "none"));
    plan.alike("JNI", "web3j", "none");
    for (int agents : FEW) {
      for (String other : List.of(TWO_HOPS, POSTGRES, "JNI", "web3j")) {
        plan.compare("agents." + agents, other, "");
      }
    }
  }

  /// 1 agent for the document's 10 s and many for the time of the other variants, in an order drawn
  /// from the trial's seed.
  static void documented(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.startWithMerchant(trial, "postgres");
    int nominalMs = trial.pick(100, 500, 10_000, 10_000);
    Steps steps =
        Steps.over(
            trial, FEW, n -> pay(sequencer, n, n == 1 ? ofMillis(nominalMs) : length(trial)));
    Recording seen = steps.recordings().getFirst();
    trial.metric(THROUGHPUT, seen.throughputPerSecond());
    trial.metric(NOMINAL, 1e3 * seen.succeeded() / nominalMs);
    trial.proportion(ACCEPTED, seen.succeeded(), seen.operations());
    trial.metric(at(MANY), steps.recordings().getLast().throughputPerSecond());
    latency(trial, seen);
    sequencer.verifyAfterRestart();
  }

  static void agents(Trial trial) throws Exception {
    Steps steps = steps(trial, SequencerTrial.start(trial), AGENTS).sweep();
    latency(trial, steps.recordings().getFirst());
  }

  static void oneHop(Trial trial, String engine, String... more) throws Exception {
    steps(trial, SequencerTrial.start(trial, engine, more), FEW);
  }

  static void twoHops(Trial trial, String engine) throws Exception {
    steps(trial, SequencerTrial.startWithMerchant(trial, engine), FEW);
  }

  private static void latency(Trial trial, Recording oneAgent) {
    trial.latency("latency", oneAgent);
    trial.metric(P50, oneAgent.latencyNs(50) / 1e6);
    trial.metric(P99, oneAgent.latencyNs(99) / 1e6);
  }

  private static Steps steps(Trial trial, SequencerTrial sequencer, int[] counts) throws Exception {
    Steps steps =
        Steps.over(trial, counts, count -> pay(sequencer, count, length(trial)))
            .rates(SequencerLive::at);
    sequencer.verifyAfterRestart();
    return steps;
  }

  private static Duration length(Trial trial) {
    return ofMillis(trial.pick(40, 100, 1_000, 3_000));
  }

  private static Recording pay(SequencerTrial sequencer, int count, Duration length)
      throws Exception {
    ClosedLoop load = new ClosedLoop(count, Plan.lasting(length));
    return sequencer.sendUnprepared(
        count + " agents", sequencer.unsignedPayments("agents " + count, count), load);
  }
}
