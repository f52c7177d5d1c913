///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerReliability
//SOURCES sequencer/package-info.java
//DESCRIPTION a million payments with every kind of fault among them, and kills under load

import chain.ChainPackages;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.lab.Workload;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.ChainTrial;
import labs.sequencer.SequencerTrial;
import labs.sequencer.Vouchers;
import labs.sequencer.Vouchers.Payments;
import sequencer.client.FaultLoad;
import sequencer.client.Faults;
import sequencer.client.PaymentLoad;
import sequencer.crypto.ChannelDomain;

/// # Does 1 000 payments without a failure mean that it is reliable?
///
/// The document counts 1 000 payments without a failure, all of them good ones, on a server that
/// nobody disturbed. By the rule of three that says: fewer than 3 in 1 000 fail, with 95 %
/// confidence. Here a million requests are sent, among them 1 % each of 22 kinds that are odd or
/// have to be refused (sent twice, replayed, forged, overdrawn, malformed, ...), and the right
/// answer to each is known before it is sent. In a second variant the server is killed under load,
/// five times a trial, and every channel is held against what was acknowledged. In a third the
/// voucher that a kill left is brought to a chain, where it has to be worth its money; in a fourth
/// a server with a long past is started again.
///
/// Expect no wrong verdict, nothing lost and nothing paid twice: one of any is a failed check.
class SequencerReliability {
  static final Measure GOOD = Measure.more("good", "Good payments accepted", "%");
  static final Measure FAILED = Measure.less("failed", "Good payments that failed", "failures");
  static final Measure RIGHT = Measure.more("right", "Right answers", "%");
  static final Measure KEPT = Measure.more("kept", "Acknowledged payments found after a kill", "%");
  static final Measure BACK = Measure.less("back", "From a restart to listening", "ms");
  static final Measure LONG = Measure.less("long_back", "From a restart to listening", "ms");
  static final Measure VOUCHERS = Measure.neutral("vouchers", "Before the restart", "vouchers");
  static final Measure WORTH = Measure.more("worth", "Closings that pay to the unit", "%");

  private static final String KNOWN = "every answer is the one known beforehand";
  private static final String EXACT = "every channel holds just its good payments, after a restart";
  private static final String SAME =
      "every channel is exact after a kill, its last voucher sent again gets the same answer";

  private static final int LANES = 64;
  private static final int KILLS = 5;
  /// An oversized body ends its connection, often before the client has written all of it: there is
  /// no answer that a load generator could count on. A test of the server has that one.
  private static final Set<Faults.Kind> SENT =
      EnumSet.complementOf(EnumSet.of(Faults.Kind.OVERSIZED));

  private static final List<Faults.Kind> FAULTS =
      SENT.stream().filter(kind -> kind != Faults.Kind.NONE).toList();

  static final String FAULTY =
      "a million payments with faults among them; the document has 1 000 and none";

  static final Lab LAB =
      Lab.named("sequencer-reliability")
          .title("a million payments with every kind of fault among them, and kills under load")
          .protocolVersion(2)
          .protocol(
              """
              faults   100 000 requests a trial (quick: 3 000) on 64 channels, window 1 each: 1 % of
                       each of 22 kinds that are bad or odd, the rest good payments. The right answer
                       to each is known before it is sent. Then the server is killed and restarted,
                       and each channel must hold its good payments, in number and in sum.
              kills    64 channels pay without pause; at a random payment, the 10 000th at the latest,
                       the server is killed, five times a trial (quick: the 2 000th, twice). After
                       each restart on the same data every payment that was acknowledged must be
                       there and none that was not sent, with a valid co-signature, and the last
                       voucher sent again must be answered as before.
              settled  100 payments on a channel that is open on a development chain (anvil), a kill,
                       a restart, and the recovered voucher closes the channel there: the shop must
                       have what was paid, to the unit. Left out where Node.js is absent.
              restart  some 100 000 payments (quick: 3 000, full: 1 000 000) on 64 channels, a kill, a
                       restart on that journal.
              Each trial is a fresh server. What a row shows is a share of all trials together.\
              """)
          .engines("journal", "postgres")
          .row(
              Row.of("faults.good", "good payments among faults", GOOD, "faults")
                  .answers("cronosstream.reliability.success", Conditions.STRONGER, FAULTY))
          .row(
              Row.of("faults.failed", "good payments that failed, per trial", FAILED, "faults")
                  .answers("cronosstream.reliability.failures", Conditions.STRONGER, FAULTY))
          .row("faults.right", "all requests, 22 % of them bad or odd", RIGHT, "faults")
          .row("kills.kept", "kills under load", KEPT, "kills")
          .row("kills.back", "slowest restart of a trial", BACK, "kills")
          .row("settled.worth", "recovered voucher, on the chain", WORTH, "settled")
          .row("restart.vouchers", "a long history", VOUCHERS, "restart")
          .row("restart.back", "a long history", LONG, "restart")
          .plan(SequencerReliability::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.expect(KNOWN, "answers");
    plan.expect(EXACT, "channels");
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.expect(SAME, "channels");
    plan.system("faults", plan.pick(3.0, 14.0, 100.0), SequencerReliability::faults);
    plan.system("kills", plan.pick(4.0, 10.0, 20.0), SequencerReliability::kills);
    if (ChainPackages.npm().absence().isEmpty()) {
      ChainTrial.expect(plan);
      plan.system("settled", 5.0, SequencerReliability::settled);
    } else {
      plan.leaveOut("no Node.js with npm here, so no voucher was brought to a chain", "settled");
    }
    plan.system("restart", plan.pick(4.0, 14.0, 75.0), SequencerReliability::restart);
  }

  static void settled(Trial trial) throws Exception {
    ChainTrial.Channel life = ChainTrial.start(trial).payThroughChannel(0, 100);
    trial.proportion(WORTH, life.arrived() == 100 ? 1 : 0, 1);
  }

  static void restart(Trial trial) throws Exception {
    int each = trial.pick(1_500, 3_000, 100_000, 1_000_000) / LANES;
    SequencerTrial sequencer = SequencerTrial.start(trial);
    Payments past = sequencer.payments("a long past", LANES);
    ClosedLoop load = new ClosedLoop(LANES, Plan.operations(each * LANES));
    sequencer.prepare(past, load);
    Recording seen = sequencer.sendUnprepared("paying", past, load);
    trial.metric(VOUCHERS, seen.succeeded());
    trial.metric(LONG, sequencer.verifyAfterRestart().toNanos() / 1e6);
  }

  static void faults(Trial trial) throws Exception {
    SequencerTrial sequencer = new SequencerTrial(trial, trial.engine());
    Faulty load = new Faulty(trial.seed());
    Plan plan = Plan.operations(trial.pick(1_500, 3_000, 100_000, 1_000_000));
    Recording seen =
        sequencer.sendUnprepared("paying, well and badly", load, new ClosedLoop(LANES, plan));
    record(trial, seen, load.tallies());
    sequencer.verifyAfterRestart();
  }

  /// Good payments with faults among them.
  private static final class Faulty extends FaultLoad implements Workload.Http {
    Faulty(long seed) {
      super(seed, LANES, ChannelDomain.DOCUMENTED, Vouchers.SCHEME, terms());
    }

    private static Faults.Terms terms() {
      double goodShare = 1 - FAULTS.size() / 100.0;
      long now = Instant.now().getEpochSecond();
      return new Faults.Terms(now, 500, 1_000_000_000, goodShare, FAULTS);
    }

    @Override
    public String noun() {
      return "requests";
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial)
        throws IOException, InterruptedException {
      Audit audit = audit(system);
      trial.check(EXACT, audit.exact(), audit.channels(), "channels", audit.fault());
    }
  }

  private static void record(
      Trial trial, Recording seen, Map<Faults.Kind, FaultLoad.Tally> tallies) {
    long judged = tallies.values().stream().mapToLong(FaultLoad.Tally::all).sum();
    trial.check("every request was answered", judged, seen.operations(), "requests");
    FaultLoad.Tally good = tallies.get(Faults.Kind.NONE);
    trial.proportion(GOOD, good.right(), good.all());
    trial.metric(FAILED, good.all() - good.right());
    for (Faults.Kind kind : SENT) {
      FaultLoad.Tally tally = tallies.get(kind);
      trial.proportion(RIGHT, tally.right(), tally.all());
      trial.check(KNOWN, tally.right(), tally.all(), "answers", tally.wrong());
      boolean wasSent = tally.all() > 0;
      String missing = wasSent ? "" : "no " + kind;
      trial.check("every kind of request was sent", wasSent ? 1 : 0, 1, "kinds", missing);
    }
  }

  static void kills(Trial trial) throws Exception {
    SplittableRandom random = trial.random();
    SequencerTrial sequencer = new SequencerTrial(trial, trial.engine());
    Payments load = sequencer.unsignedPayments("kills", LANES);
    double longestMs = 0;
    int kills = trial.pick(1, 2, KILLS, 2 * KILLS);
    for (int kill = 0; kill < kills; kill++) {
      load.prepare(trial.pick(100, 300, 300));
      sequencer.killUnder(load, random.nextLong(500, trial.pick(2_000, 10_000, 10_000)));
      longestMs = Math.max(longestMs, sequencer.restart().toNanos() / 1e6);
      trial.phase("verifying");
      PaymentLoad.Audit audit = load.recover(sequencer.system().address());
      trial.proportion(KEPT, audit.confirmed(), audit.acknowledged());
      Vouchers.check(trial, audit, SequencerTrial.SURVIVES, SAME);
    }
    trial.metric(BACK, longestMs);
  }
}
