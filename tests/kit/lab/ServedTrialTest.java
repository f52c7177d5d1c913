package kit.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.lab.NumberServer.Manner;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import kit.result.CheckRow;
import org.junit.jupiter.api.Test;
import runtime.Launch;

/// A served system's trial from the start to the audit, and what must not go unseen in it.
class ServedTrialTest extends DrawingLab {
  private static final int LANES = 2;
  private static final String KEPT = "every number that was given is known after a restart";
  private static final String ANSWERED = "every answer is a success";
  private static final String KILLED = "each kill found numbers under way";
  private static final Load HUNDRED = new ClosedLoop(LANES, Plan.operations(100));

  /// Draws numbers; each answer must be the one after its lane's last.
  private static final class Numbers implements Workload.Http {
    final List<InetSocketAddress> begun = new ArrayList<>();
    final List<InetSocketAddress> connected = new ArrayList<>();
    final List<Integer> prepared = new ArrayList<>();
    final long[] last = new long[LANES];
    final String name;
    long unprepared;

    Numbers(String name) {
      this.name = name;
    }

    @Override
    public int lanes() {
      return LANES;
    }

    @Override
    public String noun() {
      return "numbers";
    }

    @Override
    public Target connect(InetSocketAddress server) throws IOException {
      connected.add(server);
      return Workload.Http.super.connect(server);
    }

    @Override
    public void begin(InetSocketAddress system) {
      begun.add(system);
    }

    @Override
    public void prepare(int each) {
      prepared.add(each);
    }

    @Override
    public long unprepared() {
      return unprepared;
    }

    @Override
    public double most(double warmRate) {
      return warmRate > 0 ? 2_000 : 0;
    }

    @Override
    public void write(int lane, long index, ByteBuffer out) {
      out.put(HttpTarget.request("POST", "/" + name + lane, "numbers", "", new byte[0]));
    }

    @Override
    public String judge(int lane, long index, int status, ByteBuffer body) {
      long number = Long.parseLong(UTF_8.decode(body).toString());
      if (number != last[lane] + 1) {
        last[lane]++; // what it should have been
        return "not the next number";
      }
      last[lane] = number;
      return null;
    }

    @Override
    public void audit(InetSocketAddress system, Trial trial)
        throws IOException, InterruptedException {
      try (HttpClient client = HttpClient.newHttpClient()) {
        for (int lane = 0; lane < LANES; lane++) {
          URI uri = URI.create("http://localhost:" + system.getPort() + "/" + name + lane);
          String body =
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
          trial.check(KEPT, Math.min(Long.parseLong(body), last[lane]), last[lane], "numbers");
        }
      }
    }
  }

  /// What a test does with a started system.
  private interface Life {
    Recording lead(ServedTrial numbers) throws Exception;
  }

  private int run(Manner manner, Life life) {
    return run(manner, 2 * Launch.MEMORY_BYTES, life);
  }

  private int run(Manner manner, long memoryBytes, Life life) {
    Variant.Body body =
        trial -> {
          Recording seen =
              life.lead(new ServedTrial(trial, NumberServer.launch("numbers", manner)));
          trial.metric(RATE, seen.throughputPerSecond());
        };
    Lab lab = lab(100).plan(plan -> plan.memory(memoryBytes).system("drawn", 0.1, body));
    return run(lab, "--runtime", "process", "--profile", "test");
  }

  private CheckRow check(String name) throws IOException {
    return saved().checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsStartedWarmedLoadedKilledAndRestartedHasAllThatItGave() throws Exception {
    Numbers warmUp = new Numbers("warm");
    Numbers numbers = new Numbers("numbers");
    numbers.unprepared = 1; // of a hundred: that marks nothing
    Numbers timed = new Numbers("timed");
    Numbers due = new Numbers("due");
    Plan plan = Plan.lasting(Duration.ofMillis(80)); // and the lead-in of a test: 20 ms
    List<Duration> restarts = new ArrayList<>();
    int status =
        run(
            Manner.RIGHT,
            served -> {
              served.warmUp(warmUp, 7);
              Recording seen = served.send("drawing", numbers, HUNDRED);
              served.prepare(timed, new ClosedLoop(LANES, plan));
              served.prepare(due, new OpenLoop(Arrivals.constant(1_000), LANES, plan));
              served.killUnder(numbers, 50);
              restarts.add(served.restart());
              served.killUnder(numbers, 50);
              restarts.add(served.verifyAfterRestart());
              return seen;
            });
    assertEquals(0, status, () -> err.toString(UTF_8) + out.toString(UTF_8));
    assertEquals(List.of(7), warmUp.prepared);
    assertEquals(List.of(50), numbers.prepared);
    assertEquals(List.of(100 + 5), timed.prepared, "at 2,000/s for 0.1 s");
    assertEquals(List.of(75 + 5), due.prepared, "at 1,000/s for 0.1 s, half as many again");
    assertEquals(1, numbers.begun.size(), "begun once, though loaded three times");
    assertTrue(numbers.last[0] + numbers.last[1] >= 200, "the kills came before their time");
    long sent = numbers.last[0] + numbers.last[1] + warmUp.last[0] + warmUp.last[1];
    assertEquals(CheckRow.of(KEPT, sent, sent, "numbers", ""), check(KEPT));
    assertEquals(CheckRow.of(KILLED, 2, 2, "kills", ""), check(KILLED));
    assertEquals(100, check(ANSWERED).of());
    assertEquals(List.of(), saved().trials().getFirst().marks());
    restarts.forEach(restart -> assertTrue(restart.isPositive(), restarts::toString));
  }

  @Test
  void whatStandsBeforeTheSystemTakesTheRequestsAndTheSystemIsAsked() {
    Numbers numbers = new Numbers("numbers");
    List<InetSocketAddress> system = new ArrayList<>();
    int status =
        run(
            Manner.RIGHT,
            served -> {
              served.behind(
                  address -> {
                    system.add(address);
                    return NumberServer.launch("front", Manner.RIGHT);
                  });
              Recording seen = served.send("drawing", numbers, HUNDRED);
              served.verifyAfterRestart();
              return seen;
            });
    assertEquals(1, status, "the front is no proxy, so the system has none of the numbers");
    assertEquals(system, numbers.begun);
    assertNotEquals(system, numbers.connected);
  }

  @Test
  void systemsThatMayUseMoreThanThePlanSaysAreNotStarted() {
    Life two =
        served -> {
          served.behind(_ -> NumberServer.launch("front", Manner.RIGHT));
          return served.send("drawing", new Numbers("numbers"), HUNDRED);
        };
    assertEquals(1, run(Manner.RIGHT, Launch.MEMORY_BYTES, two));
    assertTrue(said().contains("may use 1073741824 bytes together, and its lab's plan"), said());
  }

  @Test
  void requestsThatRanOutMarkTheTrial() throws Exception {
    Numbers numbers = new Numbers("numbers");
    numbers.unprepared = 2;
    assertEquals(0, run(Manner.RIGHT, served -> served.send("drawing", numbers, HUNDRED)));
    assertEquals(
        List.of("numbers ran out and were made during the measurement"),
        saved().trials().getFirst().marks());
  }

  @Test
  void wrongAnswersBreakTheRunAndDoNotCountUntilTheKill() throws Exception {
    int status =
        run(
            Manner.WRONG,
            served -> {
              served.killUnder(new Numbers("n"), 100);
              return served.send("drawing", new Numbers("m"), HUNDRED);
            });
    assertEquals(1, status);
    assertFalse(check(ANSWERED).held());
    assertTrue(check(ANSWERED).detail().contains("not the next number"));
    assertFalse(check(KILLED).held(), "fewer than 100 of the 102 were right");
  }

  @Test
  void acknowledgedNumberThatIsLostBreaksTheRun() throws Exception {
    int status =
        run(
            Manner.FORGETFUL,
            served -> {
              Recording seen = served.send("drawing", new Numbers("numbers"), HUNDRED);
              served.verifyAfterRestart();
              return seen;
            });
    assertEquals(1, status);
    assertEquals(CheckRow.of(KEPT, 0, 100, "numbers", ""), check(KEPT));
    assertTrue(check(ANSWERED).held());
  }

  @Test
  void systemThatDiesBreaksTheRunWithItsLastWords() {
    Load many = new ClosedLoop(LANES, Plan.operations(300));
    assertEquals(1, run(Manner.MORTAL, served -> served.send("d", new Numbers("n"), many)));
    assertTrue(said().contains("the numbers died in trial 1 of 1 (exit 7)"), said());
  }
}
