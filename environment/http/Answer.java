package http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.HashMap;
import java.util.Map;

/// What a client is told.
///
/// @param type the content type
/// @param headers further ones; a 503 and a 429 have `retry-after` without it
public record Answer(int status, String type, byte[] body, Map<String, String> headers) {
  private static final String JSON = "application/json; charset=utf-8";

  public Answer {
    headers = Map.copyOf(headers);
  }

  /// One of JSON.
  public static Answer json(int status, byte[] json) {
    return new Answer(status, JSON, json, Map.of());
  }

  /// One of JSON.
  public static Answer json(int status, String json) {
    return json(status, json.getBytes(UTF_8));
  }

  /// One that says no: `{"error": ...}`.
  public static Answer refusal(int status, String sentence) {
    return json(status, "{\"error\":" + quoted(sentence) + "}");
  }

  /// To another method than the one that a path takes.
  public static Answer onlyTakes(String method) {
    return refusal(405, "this path takes " + method).with("allow", method);
  }

  /// One in plain text.
  public static Answer text(int status, String text) {
    return new Answer(status, "text/plain; charset=utf-8", text.getBytes(UTF_8), Map.of());
  }

  /// The same with one more header.
  public Answer with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Answer(status, type, body, more);
  }

  /// A JSON string.
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
