package labs.agents;

import agents.ServedAgents;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import kit.lab.ServedTrial;
import kit.lab.Trial;
import kit.lab.Workload;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import runtime.StartFailure;

/// A trial's API: fresh, with the stated data set in a PostgreSQL of its own, and warm on all its
/// paths.
public final class AgentsTrial extends ServedTrial {
  /// The check that executions are rows.
  public static final String ROWS = "every execution that was answered has its row";

  private static final int WARM_UP_LANES = 50;
  private static final String UNIT = "requests/s";

  /// Executions that were answered rightly.
  private final AtomicLong executed = new AtomicLong();

  private AgentsTrial(Trial trial) throws StartFailure {
    super(trial, new ServedAgents().launch("postgres"));
  }

  /// Starts one and loads all its paths in turn until it is warm.
  public static AgentsTrial start(Trial trial)
      throws StartFailure, IOException, InterruptedException {
    AgentsTrial started = new AgentsTrial(trial);
    started.warmUp(started.new Calls(List.of(Endpoint.values()), WARM_UP_LANES), 0);
    return started;
  }

  /// So many connections with a request under way each, for so long (closed loop).
  public Recording closed(Endpoint endpoint, int connections, Duration length)
      throws IOException, InterruptedException {
    Calls calls = new Calls(List.of(endpoint), connections);
    return sendUnprepared("closed loop", calls, new ClosedLoop(connections, Plan.lasting(length)));
  }

  /// So many requests a second, evenly spaced, each due by the clock (open loop).
  public Recording open(Endpoint endpoint, double rate, Duration length)
      throws IOException, InterruptedException {
    int connections = endpoint.connections();
    Calls calls = new Calls(List.of(endpoint), connections);
    Plan plan = Plan.lasting(length);
    return sendUnprepared(
        "open loop", calls, new OpenLoop(Arrivals.constant(rate), connections, plan));
  }

  /// A load in equal parts, one right behind the other over the same connections, so that the last
  /// can be held against the first; led in once.
  ///
  /// @param part the load of one part
  public List<Recording> parts(Endpoint endpoint, int connections, Load part, int parts)
      throws IOException {
    Calls calls = new Calls(List.of(endpoint), connections);
    List<Recording> seen = new ArrayList<>();
    try (Target target = calls.connect(system().address())) {
      seen.add(trial.measure("part 1 of " + parts, part, target, UNIT));
      while (seen.size() < parts) {
        seen.add(trial.run("part %s of %s".formatted(seen.size() + 1, parts), part, target, UNIT));
      }
    }
    seen.forEach(trial::answered);
    return seen;
  }

  /// What the server has counted since it started.
  ///
  /// @param rows of executions that it has made durable
  /// @param commits in which it did
  /// @param writingS seconds that its one writer spent on them
  /// @param sandboxS seconds that agents ran, over all threads
  public record Counted(long rows, long commits, double writingS, double sandboxS) {
    /// What it has counted since then.
    public Counted since(Counted before) {
      return new Counted(
          rows - before.rows,
          commits - before.commits,
          writingS - before.writingS,
          sandboxS - before.sandboxS);
    }
  }

  /// Asks the server what it has counted.
  public Counted counted() throws IOException, InterruptedException {
    InetSocketAddress at = system().address();
    URI metrics =
        URI.create("http://%s:%s/api/metrics".formatted(at.getHostString(), at.getPort()));
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(metrics).build();
      String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return new Counted(
          (long) number(text, "agents_rows_total"),
          (long) number(text, "agents_commits_total"),
          number(text, "agents_write_seconds_total"),
          number(text, "agents_sandbox_seconds_sum{what=\"run\"}"));
    }
  }

  private static double number(String text, String name) throws IOException {
    return text.lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IOException("the server counts no %s: %s".formatted(name, text)));
  }

  /// Holds the rows that the server has counted against the answers.
  public void checkRows() throws IOException, InterruptedException {
    long rows = counted().rows();
    long answered = executed.get();
    trial.check(ROWS, Math.min(rows, answered), answered, "executions", rows + " rows");
  }

  /// Requests of some paths in turn.
  private final class Calls implements Workload.Http {
    private final List<Endpoint> endpoints;
    private final int lanes;

    Calls(List<Endpoint> endpoints, int lanes) {
      this.endpoints = endpoints;
      this.lanes = lanes;
    }

    private Endpoint at(long index) {
      return endpoints.get((int) (index % endpoints.size()));
    }

    @Override
    public int lanes() {
      return lanes;
    }

    @Override
    public String noun() {
      return "requests";
    }

    @Override
    public void write(int lane, long index, ByteBuffer out) {
      at(index).write(out);
    }

    @Override
    public String judge(int lane, long index, int status, ByteBuffer body) {
      Endpoint endpoint = at(index);
      String wrong = endpoint.judge(status, body);
      if (wrong == null && endpoint == Endpoint.EXECUTION) {
        executed.incrementAndGet();
      }
      return wrong;
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial) {}
  }
}
