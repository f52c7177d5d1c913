///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerLive
//SOURCES sequencer/package-info.java
//DESCRIPTION 1 to 64 agents sign and pay in a loop; two hops, PostgreSQL, JNI, web3j, no disk

import static java.time.Duration.ofMillis;

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
import sequencer.client.PaymentLoad;

/// # Can an agent pay for every token that a model writes?
///
/// The document's agent signs a payment, sends it, waits for the answer and begins again, for
/// 10 s; 14.00 payments a second came out, divided by the nominal 10 s. Here the same loop runs
/// against a durable sequencer, and the rate is divided by the time that really passed; by the
/// document's formula it stands beside it. Then 1 to 64 agents do so at once, and one thing is
/// changed at a time: a merchant between the agent and the sequencer, as in the document; where the
/// payments are kept, PostgreSQL or nowhere; how the server computes signatures. The document's own
/// path changes two: its agents pay a merchant, and its sequencer keeps them in PostgreSQL.
///
/// Expect a little less than the pre-signed burst on one channel: the same round trip plus one
/// signature of the client's. Signing in pure Java, as most clients do, would cost ten times that.
/// Expect the merchant and PostgreSQL to cost one agent more than the signatures do.
class SequencerLive {
  static final Measure THROUGHPUT = Measure.more("throughput", "Throughput", "payments/s");
  static final Measure NOMINAL = Measure.more("nominal", "Throughput", "payments/s");
  static final Measure ACCEPTED = Measure.more("accepted", "Accepted", "%");
  static final Measure P50 = Measure.less("p50", "Latency, signing included", "ms");
  static final Measure P99 = Measure.less("p99", "Latency, signing included", "ms");

  static final int[] AGENTS = {1, 4, 16, 64};
  static final int[] FEW = {1, 16};

  static final String TWO_HOPS = "two hops";
  static final String POSTGRES = "PostgreSQL";
  static final String BOTH = "two hops, PostgreSQL";

  static final Lab LAB = lab();

  private static Lab lab() {
    Lab lab =
        Lab.named("sequencer-live")
            .title("1 to 64 agents sign and pay in a loop")
            .promise("every payment durable")
            .protocolVersion(3)
            .protocol(
                """
                An agent has one channel and one connection. Each payment is signed, sent and answered
                before the next one is signed (closed loop, window 1), and the clock runs over all of
                it. Throughput is payments answered with a right 200 over the time that passed. Each
                trial is a fresh server, warmed up on other channels, and killed and restarted at the
                end to count what survived. A step is 1 s (quick: 0.1 s; full: 3 s), in random order.
                  1 agent  for 4 s (quick: half a second; full: 10 s, as in the document)
                  agents   1, 4, 16 and 64 at once
                and 1 and 16 agents:
                  two hops    each pays a merchant, who has the sequencer settle it
                  PostgreSQL  the store is PostgreSQL, one transaction a batch
                  two hops, PostgreSQL  the document's path
                  JNI         the server calls libsecp256k1 by JNI
                  web3j       the server's signatures are computed in pure Java
                  none        nothing is made durable
                Clients always sign natively. PostgreSQL runs beside the sequencer, in the same
                container if there is one. Payments signed ahead: the sequencer-merchant lab.\
                """)
            .engines("journal", "postgres", "documented")
            .lesserEngine("none", "nothing is durable")
            .row(
                Row.of("live.throughput", "live signing, 1 agent, window 1")
                    .shows(THROUGHPUT)
                    .of("1 agent")
                    .answers(
                        "cronosstream.live.throughput",
                        Conditions.OTHER,
                        "one hop and a journal; the document has two hops and PostgreSQL")
                    .heldAgainst(SequencerLimits.ONE_AT_A_TIME))
            .row(Row.of("live.nominal", "over the nominal time").shows(NOMINAL).of("1 agent"));
    for (int agents : AGENTS) {
      lab = lab.row(row("agents", agents, "native signatures"));
    }
    for (int agents : FEW) {
      lab = lab.row(row(TWO_HOPS, agents, "two hops"));
      lab = lab.row(row(POSTGRES, agents, "PostgreSQL"));
      Row both = row(BOTH, agents, "two hops, PostgreSQL");
      lab = lab.row(agents == 1 ? both.answers("cronosstream.live.throughput") : both);
    }
    for (int agents : FEW) {
      lab = lab.row(row("JNI", agents, "JNI"));
      lab = lab.row(row("web3j", agents, "web3j"));
    }
    for (int agents : FEW) {
      lab = lab.row(row("none", agents, "nothing durable").tagged("not durable"));
    }
    return lab.row(Row.of("live.accepted", "live signing, 1 agent").shows(ACCEPTED).of("1 agent"))
        .row(Row.of("live.p50", "p50, 1 agent").shows(P50).of("1 agent"))
        .row(Row.of("live.p99", "p99, 1 agent").shows(P99).of("1 agent"))
        .plan(SequencerLive::plan);
  }

  private static Row row(String variant, int agents, String how) {
    String count = agents == 1 ? "1 agent" : agents + " agents";
    String id = variant.toLowerCase(Locale.ROOT).replace(",", "").replace(' ', '_') + "." + agents;
    return Row.of(id, count + ", " + how).shows(at(agents)).of(variant);
  }

  private static Measure at(int agents) {
    return Measure.more("at_" + agents, "Throughput", "payments/s");
  }

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    SequencerLimits.addOneAtATime(plan);
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.system("1 agent", plan.pick(3.0, 8.5, 16.0), SequencerLive::live);
    plan.system("agents", plan.pick(3.0, 8.5, 18.0), SequencerLive::agents);
    double seconds = plan.pick(2.0, 6.5, 12.0);
    double hop = plan.pick(0.5, 1.0, 1.0);
    double database = plan.pick(3.0, 3.5, 5.0);
    plan.system(TWO_HOPS, seconds + hop, trial -> twoHops(trial, "journal"));
    plan.system(POSTGRES, seconds + database, trial -> oneHop(trial, "postgres"));
    plan.system(BOTH, seconds + hop + database, trial -> twoHops(trial, "postgres"));
    plan.control("JNI", seconds, trial -> oneHop(trial, "journal", "--crypto", "jni"));
    plan.control("web3j", seconds, trial -> oneHop(trial, "journal", "--crypto", "web3j"));
    plan.control("none", seconds, trial -> oneHop(trial, "none"));
    for (int agents : FEW) {
      for (String other : List.of(TWO_HOPS, POSTGRES, "JNI", "web3j")) {
        plan.compare("agents." + agents, other, "");
      }
    }
  }

  static void live(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    PaymentLoad agent = sequencer.unsignedPayments("live", 1);
    int nominalMs = trial.pick(500, 4_000, 10_000);
    Plan plan = Plan.lasting(ofMillis(nominalMs));
    Recording seen = sequencer.sendSigning("signing and paying", agent, new ClosedLoop(1, plan));
    trial.recording(THROUGHPUT, "latency", seen);
    trial.metric(NOMINAL, 1e3 * seen.succeeded() / nominalMs);
    trial.proportion(ACCEPTED, seen.succeeded(), seen.operations());
    trial.metric(P50, seen.latencyNs(50) / 1e6);
    trial.metric(P99, seen.latencyNs(99) / 1e6);
    sequencer.verifyAfterRestart();
  }

  static void agents(Trial trial) throws Exception {
    steps(trial, SequencerTrial.start(trial), AGENTS).sweep();
  }

  static void oneHop(Trial trial, String engine, String... more) throws Exception {
    steps(trial, SequencerTrial.start(trial, engine, more), FEW);
  }

  static void twoHops(Trial trial, String engine) throws Exception {
    steps(trial, SequencerTrial.startWithMerchant(trial, engine), FEW);
  }

  private static Steps steps(Trial trial, SequencerTrial sequencer, int[] counts) throws Exception {
    Plan plan = Plan.lasting(ofMillis(trial.pick(100, 1_000, 3_000)));
    Steps steps =
        Steps.over(
                trial,
                counts,
                count -> {
                  PaymentLoad agents = sequencer.unsignedPayments("agents " + count, count);
                  ClosedLoop load = new ClosedLoop(count, plan);
                  return sequencer.sendSigning(count + " agents", agents, load);
                })
            .rates(SequencerLive::at);
    sequencer.verifyAfterRestart();
    return steps;
  }
}
