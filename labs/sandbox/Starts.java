package labs.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kit.fork.ForkReport;
import kit.stats.Latencies;
import org.HdrHistogram.Histogram;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Status;
import sandbox.workload.Workload;

/// Sandboxes that were opened one after the other on one thread, each for one run: how long until a
/// sandbox was open, until its result was compared with Java's, and how many a second, with all
/// that closing takes.
final class Starts {
  private static final long WINDOW_NS = 100_000_000;
  private static final int WINDOWS_MIN = 16;

  /// How an agent is given its number, and how its result is read.
  interface Speech {
    byte[] input(long number);

    boolean handsOut(long result, Outcome outcome);
  }

  /// As agents in WebAssembly have it: eight bytes.
  static final Speech BYTES =
      new Speech() {
        @Override
        public byte[] input(long number) {
          return Workload.input(number);
        }

        @Override
        public boolean handsOut(long result, Outcome outcome) {
          return Workload.handsOut(result, outcome);
        }
      };

  /// As scripts have it: decimal digits.
  static final Speech TEXT =
      new Speech() {
        @Override
        public byte[] input(long number) {
          return Long.toString(number).getBytes(US_ASCII);
        }

        @Override
        public boolean handsOut(long result, Outcome outcome) {
          return outcome.status() == Status.OK && Arrays.equals(outcome.output(), input(result));
        }
      };

  private final Histogram startupNs = histogram();
  private final Histogram firstNs = histogram();
  private final List<Double> rates = new ArrayList<>();
  private final long expected;
  private final Speech speech;
  private long right;
  private long begunNs;
  private long elapsedNs;
  private long windowNs;
  private long inWindow;

  /// @param expected what an agent gives back for 0
  private Starts(long expected, Speech speech) {
    this.expected = expected;
    this.speech = speech;
  }

  private static Histogram histogram() {
    return new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
  }

  /// Agents that each are compiled, or fetched from the engine's cache, run once and closed.
  static Starts ofEach(Engine engine, List<byte[]> codes, long expected) {
    return engine.onGuestThread(
        () -> {
          Starts seen = new Starts(expected, BYTES);
          seen.begin(WINDOW_NS);
          for (byte[] code : codes) {
            long fromNs = System.nanoTime();
            try (Agent agent = engine.compile(code)) {
              seen.run(agent, engine.limits(), fromNs);
            } catch (RejectedCode e) {
              throw new IllegalStateException("an agent of ours is refused", e);
            }
            seen.tick();
          }
          return seen;
        });
  }

  /// One compiled agent, over and over again.
  static Starts of(Engine engine, Agent agent, long lengthNs, long expected, Speech speech) {
    return engine.onGuestThread(
        () -> {
          Starts seen = new Starts(expected, speech);
          seen.begin(Math.min(WINDOW_NS, lengthNs / WINDOWS_MIN));
          while (seen.elapsedNs < lengthNs) {
            seen.run(agent, engine.limits(), System.nanoTime());
            seen.tick();
          }
          return seen;
        });
  }

  private void begin(long window) {
    windowNs = window;
    begunNs = System.nanoTime();
  }

  private void run(Agent agent, Limits limits, long fromNs) {
    long number = fromNs;
    try (Instance instance = agent.open(limits)) {
      long openNs = System.nanoTime();
      Outcome outcome = instance.run(speech.input(number));
      boolean held = speech.handsOut(expected + number, outcome);
      long doneNs = System.nanoTime();
      startupNs.recordValue(Math.min(openNs - fromNs, Latencies.HIGHEST_NS));
      firstNs.recordValue(Math.min(doneNs - fromNs, Latencies.HIGHEST_NS));
      right += held ? 1 : 0;
    }
  }

  /// A run is over, and all of it given back.
  private void tick() {
    long before = elapsedNs / windowNs;
    elapsedNs = System.nanoTime() - begunNs;
    long windows = elapsedNs / windowNs - before;
    inWindow++;
    if (windows > 0) {
      rates.add(inWindow * 1e9 / (windows * windowNs));
      inWindow = 0;
    }
  }

  long runs() {
    return firstNs.getTotalCount();
  }

  long right() {
    return right;
  }

  List<Double> rates() {
    return rates;
  }

  double perSecond() {
    return runs() * 1e9 / elapsedNs;
  }

  /// In milliseconds.
  double startupMs(double percentile) {
    return startupNs.getValueAtPercentile(percentile) / 1e6;
  }

  /// In milliseconds.
  double firstMs(double percentile) {
    return firstNs.getValueAtPercentile(percentile) / 1e6;
  }

  /// Reports all of it, and whether every result was right.
  ///
  /// @param step its name, with which the ids of its numbers begin
  void report(String step, ForkReport report) {
    report.step(step, rates);
    report.latencies(step + "_first", Latencies.of(firstNs));
    report.latencies(step + "_startup", Latencies.of(startupNs));
    report.number(step + "_startup_p50", startupMs(50));
    report.number(step + "_startup_p99", startupMs(99));
    report.number(step + "_first_p50", firstMs(50));
    report.number(step + "_first_p99", firstMs(99));
    report.number(step + "_rate", perSecond());
    report.number(step + "_right", right);
    report.number(step + "_runs", runs());
  }
}
