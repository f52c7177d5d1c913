package agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import http.HttpLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;
import sequencer.http.RawClient;

/// A server over a database, and clients of it. Tests with one are skipped where there is no
/// sandbox.
final class TestNode implements AutoCloseable {
  static final int BOUNTIES = 20;
  static final String OTHER_TOKEN = "agent-bounty-user-2";

  private static final ObjectMapper JSON = new ObjectMapper();

  final AgentsNode node;

  private TestNode(AgentsNode node) {
    this.node = node;
  }

  static TestNode over(String database) throws IOException {
    return over(database, 2, 64, AgentsConfig.LIMITS, System::nanoTime);
  }

  static TestNode over(
      String database, int workers, int queued, HttpLimits limits, LongSupplier clock)
      throws IOException {
    Stream.of(WasmtimeLibrary.absence(), QuickJs.absence())
        .flatMap(Optional::stream)
        .forEach(absence -> Assumptions.assumeTrue(false, absence));
    return new TestNode(
        AgentsNode.start(
            new AgentsConfig(
                "127.0.0.1", 0, null, database, QuickJs.file(), BOUNTIES, workers, queued, limits),
            clock));
  }

  static HttpLimits limits(int connections, Duration requestTime) {
    // Nothing but its client ends a connection that is idle: nobody here waits for ten minutes.
    return new HttpLimits(connections, 1024, 64 << 10, requestTime, Duration.ofMinutes(10));
  }

  RawClient client() throws IOException {
    return new RawClient(node.address());
  }

  RawClient.Answer get(String path) throws IOException {
    try (RawClient client = client()) {
      return client.get(path).read();
    }
  }

  RawClient.Answer execute(String body) throws IOException {
    return execute(Tokens.DEVELOPMENT, body);
  }

  RawClient.Answer execute(String token, String body) throws IOException {
    try (RawClient client = client()) {
      return client.send(execution(token, body)).read();
    }
  }

  static String execution(String token, String body) {
    return RawClient.request("/api/agents/execute", body)
        .replace("host: test\r\n", "host: test\r\nauthorization: Bearer " + token + "\r\n");
  }

  static String script(String code) throws IOException {
    return JSON.writeValueAsString(JSON.createObjectNode().put("code", code));
  }

  static JsonNode json(RawClient.Answer answer) throws IOException {
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    node.close();
  }
}
