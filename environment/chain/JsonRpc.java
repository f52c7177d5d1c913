package chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// Calls to a node, one at a time: JSON-RPC 2.0 over HTTP. Thread safe.
public final class JsonRpc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final URI node;
  private final Duration patience;
  private final AtomicLong id = new AtomicLong();

  /// @param patience how long one answer may take
  public JsonRpc(URI node, Duration patience) {
    this.node = node;
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(patience)
            .build();
  }

  /// The node has understood and says no.
  public static final class Refused extends IOException {
    private static final long serialVersionUID = 1;

    private final String data;

    Refused(String message, String data) {
      super(message);
      this.data = data;
    }

    /// What a reverted call returned, in hexadecimal; empty if it was none.
    public String data() {
      return data;
    }
  }

  /// The result of a call.
  ///
  /// @param parameters strings, numbers, booleans or JSON
  /// @throws Refused if the node answers with an error
  /// @throws IOException if it cannot be reached, is too slow, or answers no JSON-RPC
  public JsonNode call(String method, Object... parameters)
      throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", id.incrementAndGet()).put("method", method);
    ArrayNode list = request.putArray("params");
    for (Object parameter : parameters) {
      list.add(JSON.<JsonNode>valueToTree(parameter));
    }
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(node)
                .timeout(patience)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "the node answered HTTP %s to %s".formatted(response.statusCode(), method));
    }
    JsonNode answer = JSON.readTree(response.body());
    JsonNode error = answer.path("error");
    if (error.isObject()) {
      throw new Refused(error.path("message").asText(), error.path("data").asText(""));
    }
    if (!answer.has("result")) {
      throw new IOException(
          "the node answered no JSON-RPC to %s: %s"
              .formatted(method, new String(response.body(), UTF_8)));
    }
    return answer.get("result");
  }

  /// The result of a call that answers a number.
  public BigInteger number(String method, Object... parameters)
      throws IOException, InterruptedException {
    return quantity(call(method, parameters));
  }

  /// A number as JSON-RPC writes it: `0x` and hexadecimal digits.
  static BigInteger quantity(JsonNode node) {
    return new BigInteger(node.asText().substring(2), 16);
  }

  /// An object of string members, given in turn.
  static ObjectNode object(String... namesAndValues) {
    ObjectNode object = JSON.createObjectNode();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
