package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import http.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import postgres.Database;
import sandbox.Engine;
import sandbox.Instance;
import sandbox.Limits;
import sandbox.Outcome;
import sandbox.RejectedCode;
import sandbox.Status;
import sandbox.wasmtime.JavaScriptEngine;
import sandbox.wasmtime.Pool;
import sandbox.wasmtime.WasmtimeEngine;

/// Runs agents: so many at once, so many waiting, each in a sandbox of its own, and hands what came
/// of it to [ExecutionRows].
final class Executions implements AutoCloseable {

  /// For which an execution may wait for its turn.
  private static final long WAIT_NS = 5_000_000_000L;

  /// The document's agents write to a console. This one is there and keeps nothing.
  private static final String CONSOLE =
      "globalThis.console = { log() {}, info() {}, warn() {}, error() {}, debug() {} };";

  /// The document's second tier, with room for the console's code.
  static final Limits LIMITS = limits(Limits.STANDARD);

  /// What the interpreter touches in a run.
  private static final int SCRIPT_BYTES = 2 << 20;

  private static final Job END = new Job(0, null, null, 0);

  private record Job(int userId, ExecuteRequest request, Consumer<Answer> answer, long ns) {}

  private final Engine javaScript;
  private final Engine webAssembly;
  private final Registry registry;
  private final ExecutionRows rows;
  private final Metrics metrics;
  private final LongSupplier clock;
  private final BlockingQueue<Job> waiting;
  private final List<Thread> workers = new ArrayList<>();

  private Executions(
      Engine javaScript,
      Engine webAssembly,
      Registry registry,
      ExecutionRows rows,
      Metrics metrics,
      LongSupplier clock,
      int room) {
    this.javaScript = javaScript;
    this.webAssembly = webAssembly;
    this.registry = registry;
    this.rows = rows;
    this.metrics = metrics;
    this.clock = clock;
    this.waiting = new ArrayBlockingQueue<>(room);
  }

  private static Limits limits(Limits tier) {
    return new Limits(
        tier.memoryBytes(),
        tier.wallMs(),
        tier.fuel(),
        tier.stackBytes(),
        tier.outputBytes(),
        ExecuteRequest.CODE_BYTES_MAX + CONSOLE.length(),
        ExecuteRequest.INPUT_BYTES_MAX);
  }

  /// @param workers threads
  /// @param room executions that may wait
  /// @throws IOException if the interpreter cannot be read, or a registered agent is refused
  /// @throws UnsupportedOperationException if this machine has no Wasmtime of the right version
  static Executions start(
      Database database,
      ExecutionRows rows,
      Path quickJs,
      int workers,
      int room,
      Metrics metrics,
      LongSupplier clock)
      throws IOException, SQLException {
    Pool scripts = new Pool(workers, SCRIPT_BYTES);
    Engine javaScript = JavaScriptEngine.open(LIMITS, scripts, Optional.empty(), quickJs);
    Engine webAssembly = null;
    try {
      webAssembly =
          WasmtimeEngine.open(
              LIMITS, new Pool(workers, Pool.DEFAULT.keptBytes()), Optional.empty());
      Registry registry =
          Registry.of(database, Map.of("javascript", javaScript, "webassembly", webAssembly));
      Executions executions =
          new Executions(javaScript, webAssembly, registry, rows, metrics, clock, room);
      executions.start(workers);
      return executions;
    } catch (RejectedCode e) {
      close(webAssembly, javaScript);
      throw new IOException("a registered agent is refused: " + e.getMessage(), e);
    } catch (SQLException | RuntimeException e) {
      close(webAssembly, javaScript);
      throw e;
    }
  }

  private static void close(Engine... engines) {
    for (Engine engine : engines) {
      if (engine != null) {
        engine.close();
      }
    }
  }

  private void start(int count) {
    for (int i = 0; i < count; i++) {
      workers.add(
          Thread.ofPlatform()
              .name("worker-" + i)
              .daemon()
              .start(() -> javaScript.onGuestThread(this::work)));
    }
  }

  /// Takes an execution, and answers it sooner or later.
  void add(int userId, ExecuteRequest request, Consumer<Answer> answer) {
    Integer agentId = request.agentId();
    if (agentId != null && registry.find(agentId) == null) {
      answer.accept(Answer.refusal(404, "there is no agent " + agentId));
    } else if (!waiting.offer(new Job(userId, request, answer, clock.getAsLong()))) {
      answer.accept(Answers.busy());
    }
  }

  int waiting() {
    return waiting.size();
  }

  long openSandboxes() {
    return javaScript.openInstances() + webAssembly.openInstances();
  }

  /// Both engines' stacks have one size, so that this thread is good for the guests of both.
  private Void work() {
    try {
      for (Job job = waiting.take(); job != END; job = waiting.take()) {
        serve(job);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts a guest's thread but an engine that ends.
    }
    return null;
  }

  private void serve(Job job) {
    if (clock.getAsLong() - job.ns() > WAIT_NS) {
      job.answer().accept(Answers.busy());
      return;
    }
    Answer failure;
    try {
      execute(job);
      return;
    } catch (RejectedCode e) {
      failure = Answer.refusal(400, e.getMessage());
    } catch (RuntimeException e) {
      Thread worker = Thread.currentThread();
      worker.getUncaughtExceptionHandler().uncaughtException(worker, e);
      failure = Answer.refusal(500, "this server has a fault, which its log tells");
    }
    job.answer().accept(failure);
  }

  private void execute(Job job) throws RejectedCode {
    ExecuteRequest request = job.request();
    Registry.Registered registered =
        request.agentId() == null
            ? new Registry.Registered(
                javaScript.compile((CONSOLE + request.code()).getBytes(UTF_8)), true)
            : registry.find(request.agentId());
    Outcome outcome;
    long startNs = clock.getAsLong();
    try (Instance instance = registered.agent().open(LIMITS)) {
      outcome = instance.run(request.input().getBytes(UTF_8));
    }
    metrics.executed(outcome.status(), clock.getAsLong() - startNs);
    if (outcome.status() == Status.POOL_EXHAUSTED) {
      job.answer().accept(Answers.busy());
      return;
    }
    rows.add(
        new Execution(
            UUID.randomUUID(),
            job.userId(),
            request.agentId(),
            outcome,
            registered.isText(),
            job.answer()));
  }

  /// Ends when the runs under way have; who waits is told so. Nobody may call [#add] any more.
  @Override
  public void close() {
    List<Job> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(job -> job.answer().accept(Answer.refusal(503, "this server ends")));
    try {
      for (int i = 0; i < workers.size(); i++) {
        waiting.put(END);
      }
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    close(webAssembly, javaScript);
  }
}
