package labs.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kit.fork.ForkReport;
import kit.fork.ForkedMeasurement;
import kit.stats.Latencies;
import org.HdrHistogram.Histogram;
import sandbox.Agent;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Status;
import sandbox.workload.Abuse;
import sandbox.workload.Workload;

/// What becomes of agents that mean harm on one engine: how each ends, what the next tenant finds,
/// and how long an endless loop goes on past its fuel and its deadline.
public final class IsolationRun implements ForkedMeasurement {
  /// Of the engines on Wasmtime.
  public static final String NAMED = "every agent that means harm ends as its first line says";

  /// Of the engines on Wasmtime.
  public static final String NEXT = "the next tenant finds nothing and gets a result of its own";

  private static final Limits MOST =
      Limits.BASIC.withMemoryBytes(16 << 20).withFuel(Long.MAX_VALUE).withWallMs(60_000);

  /// What a script's globals and prototypes hold: other tenants may have changed them.
  private static final String GLOBALS =
      """
      [globalThis, ...Object.getOwnPropertyNames(globalThis).map(n => globalThis[n]?.prototype)]
        .map(o => o ? Object.getOwnPropertyNames(o).join() : '').join(';')
      """;

  private static final int DEADLINE_MS = 20;

  /// How long one is waited for that nobody stops.
  private long patienceS;

  private Engines kind;
  private ForkReport report;
  private Engine engine;
  private boolean hangs;

  /// Arguments: those of [Engines#fork], how often a loop is ended each way, for
  /// how many seconds one is waited for that nobody stops. Inputs: the text of an
  /// honest agent, then names and texts of others by turns.
  @Override
  public void measure(Given given, ForkReport to) throws Exception {
    report = to;
    kind = Engines.valueOf(given.arguments().getFirst());
    int kills = Integer.parseInt(given.arguments().get(3));
    patienceS = Long.parseLong(given.arguments().get(4));
    List<String> texts =
        given.inputs().stream()
            .map(ByteBuffer::duplicate)
            .map(UTF_8::decode)
            .map(String::valueOf)
            .toList();
    List<Abuse> corpus = new ArrayList<>();
    for (int i = 1; i < texts.size(); i += 2) {
      corpus.add(Abuse.of(texts.get(i), texts.get(i + 1)));
    }
    engine = kind.open(MOST, 1, given.arguments());
    if (kind != Engines.SIMULATED) {
      Abuse loop =
          corpus.stream()
              .filter(a -> a.name().startsWith("endless-loop"))
              .findFirst()
              .orElseThrow();
      kills(loop, kills);
    }
    abuse(corpus, texts.getFirst());
    if (!hangs) {
      long open = engine.openInstances();
      report.check(StartupRun.CLOSED, open == 0 ? 1 : 0, 1, "engines", engine.name() + ": " + open);
      engine.close();
    }
  }

  /// With fuel that is scarce, if the engine counts it, and then with little time.
  private List<Limits> scarce() {
    Limits time = MOST.withWallMs(kind.isWasm() ? 50 : 500);
    long fuel = kind.isWasm() ? 10_000_000 : 500_000_000;
    return kind.countsFuel() ? List.of(MOST.withFuel(fuel), time) : List.of(time);
  }

  private void abuse(List<Abuse> corpus, String honest) throws Exception {
    report.phase("agents that mean harm");
    String watcher = kind.isWasm() ? Abuse.PROBE : GLOBALS;
    byte[] untouched = run(watcher, new byte[0], MOST).output();
    long named = 0;
    long next = 0;
    long all = 0;
    String otherwise = "";
    for (Abuse each : corpus) {
      for (Limits limits : scarce()) {
        Optional<Outcome> outcome = within(each.text(), limits);
        Status wanted = limits.fuel() < MOST.fuel() ? each.byFuel() : each.byTime();
        boolean held = outcome.filter(o -> o.status() == wanted).isPresent();
        if (!held) {
          String ended = outcome.map(o -> o.status().name()).orElse("NEVER");
          otherwise = each.name() + " as " + ended;
          report.seen(id(each.name(), ended), 1, "times");
        }
        named += held ? 1 : 0;
        next +=
            Arrays.equals(untouched, run(watcher, new byte[0], MOST).output())
                    && rightAfter(honest, all)
                ? 1
                : 0;
        all++;
      }
    }
    report.number("named", named);
    report.number("next", next);
    report.number("all", all);
    if (kind.isSealed()) {
      report.check(NAMED, named, all, "runs", otherwise);
      report.check(NEXT, next, all, "tenants", "");
    }
  }

  private static String id(String name, String ended) {
    return ("otherwise." + name.replaceAll("\\..*", "") + "." + ended)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z.]", "_");
  }

  private boolean rightAfter(String honest, long number) {
    Outcome outcome = run(honest, kind.speech().input(number), MOST);
    return kind.speech().handsOut(Workload.OBJECTS.expected(number), outcome);
  }

  private Outcome run(String text, byte[] input, Limits limits) {
    try (Agent agent = engine.compile(kind.code(text))) {
      return engine.onGuestThread(
          () -> {
            try (Instance instance = agent.open(limits)) {
              return instance.run(input);
            }
          });
    } catch (RejectedCode e) {
      return Outcome.of(Status.REJECTED, e.getMessage());
    }
  }

  /// None if nobody can end it; its thread goes on.
  private Optional<Outcome> within(String text, Limits limits) throws Exception {
    CompletableFuture<Outcome> ending = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> ending.completeAsync(() -> run(text, new byte[0], limits), Runnable::run));
    try {
      return Optional.of(ending.get(patienceS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      hangs = true;
      return Optional.empty();
    }
  }

  private void kills(Abuse loop, int times) throws Exception {
    report.phase("endless loops");
    Limits byFuel = MOST.withFuel(Limits.BASIC.fuel());
    Limits byTime = MOST.withWallMs(DEADLINE_MS);
    try (Agent agent = engine.compile(kind.code(loop.text()))) {
      if (kind.countsFuel()) {
        ended(agent, byFuel, 10 * times, Status.OUT_OF_FUEL);
        tell(
            "fuel", report.measured(() -> ended(agent, byFuel, 10 * times, Status.OUT_OF_FUEL)), 0);
        Limits spent = MOST.withFuel(1);
        ended(agent, spent, 10 * times, Status.OUT_OF_FUEL);
        tell(
            "spent", report.measured(() -> ended(agent, spent, 10 * times, Status.OUT_OF_FUEL)), 0);
      }
      ended(agent, byTime, 5, Status.TIMEOUT);
      tell("late", report.measured(() -> ended(agent, byTime, times, Status.TIMEOUT)), DEADLINE_MS);
    }
  }

  /// How long each took, in ms.
  private List<Double> ended(Agent agent, Limits limits, int times, Status wanted) {
    return engine.onGuestThread(
        () -> {
          List<Double> ms = new ArrayList<>();
          for (int i = 0; i < times; i++) {
            try (Instance instance = agent.open(limits)) {
              long begunNs = System.nanoTime();
              Outcome outcome = instance.run(new byte[0]);
              ms.add((System.nanoTime() - begunNs) / 1e6);
              if (outcome.status() != wanted) {
                throw new IllegalStateException("an endless loop ended as " + outcome);
              }
            }
          }
          return ms;
        });
  }

  private void tell(String id, List<Double> ms, int deadlineMs) {
    Histogram ns = new Histogram(Latencies.HIGHEST_NS, Latencies.DIGITS);
    ms.forEach(each -> ns.recordValue((long) (Math.max(0, each - deadlineMs) * 1e6)));
    report.latencies(id, Latencies.of(ns));
    report.number(id + "_p50", ns.getValueAtPercentile(50) / 1e6);
    report.number(id + "_p99", ns.getValueAtPercentile(99) / 1e6);
  }
}
