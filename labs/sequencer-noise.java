///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerNoise
//SOURCES sequencer/package-info.java
//DESCRIPTION how many rounds of an agent, or payments, tell a fast payment from a slow one

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Power;
import kit.stats.Quantiles;
import labs.sequencer.AgentFlow;
import labs.sequencer.SequencerTrial;

/// # Does a language model hide how fast a payment is?
///
/// The document tests its sequencer without the agent around it, because 1 to 5 seconds of thinking
/// would hide the difference between a payment of 300 ms and one of 3 000 ms. Here payments are
/// measured, thinking is drawn, and the kit's own test says how often it sees the difference: how
/// many rounds a side does it need to see it in 95 of 100 experiments?
///
/// Expect the argument to be right and its example to be wrong. One round of each puts 300 ms
/// before 3 000 ms in all but a few cases of a hundred, and less than ten a side prove it. What
/// thinking does hide is what matters below: telling a payment like ours from one of 300 ms takes
/// hundreds of rounds, and whether the sequencer became twice as slow, a hundred million. Of
/// payments alone, four and some twenty are enough.
class SequencerNoise {
  static final double THINKING_LOW_S = 1;
  static final double THINKING_HIGH_S = 5;
  static final double FAST_MS = 300;
  static final double SLOW_MS = 3_000;
  static final int[] SAMPLES = {
    2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512
  };

  static final Measure PAYMENT = Measure.less("payment", "Payment alone", "ms");
  static final Measure SLOWEST = Measure.less("slowest", "Payment alone", "ms");
  static final Measure THINKING = Measure.neutral("thinking", "Thinking, simulated", "s");
  static final String SIDE = "For 95 % power, simulated";
  static final Measure ROUNDS = Measure.less("rounds", SIDE, "samples a side");
  static final Measure ROUNDS_OURS = Measure.less("rounds_ours", SIDE, "samples a side");
  static final Measure ROUNDS_TWICE = Measure.less("rounds_twice", SIDE, "samples a side");
  static final Measure ALONE = Measure.less("alone", SIDE, "samples a side");
  static final Measure ALONE_OURS = Measure.less("alone_ours", SIDE, "samples a side");
  static final Measure ALONE_TWICE = Measure.less("alone_twice", SIDE, "samples a side");
  static final Measure RANKED = Measure.more("ranked", "Right from one of each, simulated", "%");
  static final Measure RANKED_OURS = Measure.more("ranked_ours", RANKED.label(), "%");

  static final String ALARMS =
      "two sides that are alike are told apart in no more than the 5 % that the test allows";
  static final String ENGINE = "payments";

  static final Lab LAB =
      Lab.named("sequencer-noise")
          .title("how many rounds of an agent, or payments, tell a fast payment from a slow one")
          .protocolVersion(3)
          .protocol(
              """
              Each trial is a fresh, warmed-up server. One agent signs and pays, one payment after the
              other (closed loop, window 1): 2 000 payments (quick: 300) are measured, every one durable.
              All else is simulated and says so. A round of the agent is thinking, drawn from a
              lognormal with 95 % between 1 and 5 s, and a payment: one of those measured, or one
              moved to a median of 300 or 3 000 ms. Samples of two kinds are drawn 1 000 times (quick:
              200), and the two-sided Mann-Whitney test at the 5 % level compares them; the row shows
              the fewest samples a side that tell them apart in 95 % of all. Alone: the same without
              the thinking. Beyond 4 096 a formula goes on (Noether 1987).\
              """)
          .engines("journal")
          .lesserEngine("none", "nothing is durable")
          .row(
              Row.of("payment", "a payment alone, p50", PAYMENT, ENGINE)
                  .answers("cronosstream.payment.latency.fast"))
          .row(
              Row.of("slowest", "a payment alone, the slowest", SLOWEST, ENGINE)
                  .answers("cronosstream.payment.latency.slow"))
          .row(
              Row.of("thinking", "thinking, median of the range", THINKING, ENGINE)
                  .answers("cronosstream.llm.thinking")
                  .standingIn("drawn from a lognormal with 95 % in the documented range"))
          .row("ranked", "300 ms or 3 000 ms, one round of each", RANKED, ENGINE)
          .row("ranked.ours", "ours or 300 ms, one round of each", RANKED_OURS, ENGINE)
          .row("rounds", "300 ms or 3 000 ms, whole rounds", ROUNDS, ENGINE)
          .row("rounds.ours", "ours or 300 ms, whole rounds", ROUNDS_OURS, ENGINE)
          .row(
              "rounds.twice",
              "ours or twice as slow, whole rounds, by formula",
              ROUNDS_TWICE,
              ENGINE)
          .row("alone", "300 ms or 3 000 ms, engine alone", ALONE, ENGINE)
          .row("alone.ours", "ours or 300 ms, engine alone", ALONE_OURS, ENGINE)
          .row("alone.twice", "ours or twice as slow, engine alone", ALONE_TWICE, ENGINE)
          .plan(SequencerNoise::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.expect(SequencerTrial.SURVIVES, "payments");
    plan.expect(ALARMS, "simulations");
    plan.note(
        "four a side are the fewest with which a Mann-Whitney test can reach the 5 % level at all");
    plan.system(ENGINE, plan.pick(5.0, 10.5, 60.0), SequencerNoise::measure);
  }

  static void measure(Trial trial) throws Exception {
    SequencerTrial sequencer = SequencerTrial.start(trial);
    ClosedLoop load = new ClosedLoop(1, Plan.operations(trial.pick(100, 300, 2_000, 10_000)));
    Recording seen =
        sequencer.sendUnprepared(
            "signing and paying", sequencer.unsignedPayments("noise", 1), load);
    trial.latency("payment", seen);
    trial.step("payment", seen);
    trial.metric(PAYMENT, seen.latencyNs(50) / 1e6);
    trial.metric(SLOWEST, seen.latencies().maxNs() / 1e6);
    sequencer.verifyAfterRestart();
    trial.phase("simulating");
    simulate(trial, new AgentFlow(THINKING_LOW_S, THINKING_HIGH_S, seen.latencies()));
  }

  static void simulate(Trial trial, AgentFlow flow) {
    SplittableRandom random = trial.random();
    double[] thinking =
        DoubleStream.generate(() -> flow.thinking().next(random)).limit(10_001).toArray();
    trial.metric(THINKING, Quantiles.median(thinking));
    Power.Draw ours = flow.payment();
    Power.Draw twice = flow.slower(2);
    Power.Draw fast = flow.documented(FAST_MS);
    Power.Draw slow = flow.documented(SLOW_MS);
    trial.series("samples", Arrays.stream(SAMPLES).asDoubleStream().boxed().toList());
    String rounds = "whole rounds";
    String alone = "engine alone";
    compare(trial, ROUNDS, rounds, "300 or 3 000 ms", flow.round(fast), flow.round(slow));
    compare(trial, ROUNDS_OURS, rounds, "ours or 300 ms", flow.round(ours), flow.round(fast));
    compare(trial, ALONE, alone, "300 or 3 000 ms", fast, slow);
    compare(trial, ALONE_OURS, alone, "ours or 300 ms", ours, fast);
    compare(trial, ALONE_TWICE, alone, "ours or twice", ours, twice);
    double oursS = trialMedianS(flow);
    trial.metric(ROUNDS_TWICE, Math.ceil(Power.noether(flow.chanceOfLonger(oursS))));
    trial.metric(RANKED, 100 * flow.rankedRight(fast, slow, 20_000, trial.seed()));
    trial.metric(RANKED_OURS, 100 * flow.rankedRight(ours, fast, 20_000, trial.seed()));
    alike(trial, flow.round(ours));
  }

  static double trialMedianS(AgentFlow flow) {
    return flow.payments().percentileNs(50) / 1e9;
  }

  static Power power(Trial trial, Power.Draw one, Power.Draw other) {
    return new Power(one, other, trial.pick(200, 1_000, 4_000), trial.seed());
  }

  static void compare(
      Trial trial, Measure measure, String panel, String curve, Power.Draw one, Power.Draw other) {
    Power power = power(trial, one, other);
    power.samples().ifPresent(samples -> trial.metric(measure, samples));
    List<Double> curveOf = Arrays.stream(SAMPLES).mapToObj(power::at).toList();
    trial.series("power/" + panel + "/" + curve, curveOf);
  }

  /// The simulation under test: alike sides, 20 samples each, and three standard errors of grace.
  static void alike(Trial trial, Power.Draw round) {
    Power power = power(trial, round, round);
    double alarms = power.at(20);
    double grace = 3 * Math.sqrt(Power.LEVEL * (1 - Power.LEVEL) / power.runs());
    boolean held = alarms <= Power.LEVEL + grace;
    trial.check(ALARMS, held ? 1 : 0, 1, "simulations", "alarms in a share of " + alarms);
  }
}
