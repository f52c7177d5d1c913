package kit.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// Another load generator, wrk, must see the same throughput on the same server. The server works
/// for a known time on each request, so that it is the bottleneck whichever client asks.
@Tag("slow")
@Isolated
class WrkAgreementTest {
  private static final int CONNECTIONS = 8;

  /// With six, the least and the greatest bound the median in 97 of 100 cases.
  private static final int ROUNDS = 6;

  private static final Pattern REQUESTS_PER_SECOND = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  @Test
  void throughputAgreesWithWrkWithinFivePercent() throws Exception {
    Assumptions.assumeTrue(
        wrkIsThere(), "wrk is not installed (apt-get install wrk): agreement was not checked");
    try (TinyHttpServer server = new TinyHttpServer(100_000);
        HttpTarget target = connect(server)) {
      ours(target);
      List<Double> ratios = ratios(server, target);
      assertTrue(
          Collections.min(ratios) <= 1.05 && Collections.max(ratios) >= 0.95,
          () -> "ours over wrk: " + ratios);
    }
  }

  private static HttpTarget connect(TinyHttpServer server) throws IOException {
    byte[] get = HttpTarget.request("GET", "/", "localhost", "", new byte[0]);
    return HttpTarget.connect(
        server.address(), CONNECTIONS, (_, _, out) -> out.put(get), HttpTarget.Answers.SUCCESS);
  }

  /// Both in every round, so that what else the machine does meets them alike.
  private static List<Double> ratios(TinyHttpServer server, HttpTarget target) throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      boolean oursFirst = round % 2 == 0;
      double first = oursFirst ? ours(target) : wrk(server);
      double second = oursFirst ? wrk(server) : ours(target);
      ratios.add(oursFirst ? first / second : second / first);
    }
    return ratios;
  }

  private static double ours(HttpTarget target) {
    Plan second = Plan.lasting(Duration.ofSeconds(1));
    Recording recording = new ClosedLoop(CONNECTIONS, second).run(target);
    assertEquals(0, recording.failed(), () -> recording.failures().toString());
    return recording.throughputPerSecond();
  }

  private static double wrk(TinyHttpServer server) throws Exception {
    String url = "http://127.0.0.1:" + server.address().getPort() + "/";
    String output = run("wrk", "-t1", "-c" + CONNECTIONS, "-d1s", url);
    Matcher matcher = REQUESTS_PER_SECOND.matcher(output);
    assertTrue(matcher.find(), output);
    return Double.parseDouble(matcher.group(1));
  }

  private static boolean wrkIsThere() throws Exception {
    try {
      return run("wrk", "-v").startsWith("wrk ");
    } catch (IOException e) {
      return false;
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      byte[] output = process.getInputStream().readAllBytes();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> command[0] + " does not end");
      return new String(output, StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }
}
