package labs.agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import agents.Tokens;
import java.nio.ByteBuffer;
import kit.load.HttpTarget;

/// A path of the API with the load that the document states for it.
public enum Endpoint {
  HEALTH("health", 100, 8_500),
  READY("ready", 100, 7_800),
  METRICS("metrics", 50, 4_200),
  BOUNTIES("bounties", 50, 2_100),
  AGENTS("agents", 50, 2_400),
  LEADERBOARD("leaderboard", 50, 2_800),
  EXECUTION("agents/execute", 50, 850);

  /// The body that the document's load test sends.
  private static final String BODY =
      """
      {"code":"const result = 2 + 2; console.log(\\"Result:\\", result); \
      ({ success: true, value: result });","input":{"testId":"load-test"}}\
      """;

  private static final byte[] EXECUTED =
      "\"status\":\"OK\",\"output\":\"{\\\"success\\\":true,\\\"value\\\":4}\"".getBytes(UTF_8);

  /// The id of its executions begins there.
  private static final int ID_CHARACTERS = "{\"id\":\"\",".length() + 36;

  private final int connections;
  private final int rate;
  private final byte[] request;

  Endpoint(String path, int connections, int rate) {
    this.connections = connections;
    this.rate = rate;
    this.request = request("/api/" + path);
  }

  private static byte[] request(String path) {
    if (!path.endsWith("/execute")) {
      return HttpTarget.request("GET", path, "api", "", new byte[0]);
    }
    String host = "api\r\nAuthorization: Bearer " + Tokens.DEVELOPMENT;
    return HttpTarget.request("POST", path, host, "application/json", BODY.getBytes(UTF_8));
  }

  /// The document's connections.
  public int connections() {
    return connections;
  }

  /// The document's requests a second.
  public int rate() {
    return rate;
  }

  void write(ByteBuffer out) {
    out.put(request);
  }

  /// Every execution's result is looked at.
  String judge(int status, ByteBuffer body) {
    if (status != 200) {
      return "status " + status;
    }
    boolean right =
        this != EXECUTION
            || body.remaining() > ID_CHARACTERS
                && body.slice(body.position() + ID_CHARACTERS, EXECUTED.length)
                    .equals(ByteBuffer.wrap(EXECUTED));
    return right ? null : "another result";
  }
}
