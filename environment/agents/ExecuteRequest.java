package agents;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/// The body of a request to execute an agent: `code`, a script, or `agent`, the number of a
/// registered one; and `input`, any JSON, which the agent is given as text.
///
/// @param code null where an agent is named
/// @param agentId null where code is given
record ExecuteRequest(String code, Integer agentId, String input) {
  /// As in the original.
  static final int CODE_BYTES_MAX = 512 << 10;

  static final int INPUT_BYTES_MAX = 1 << 20;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// What a client has done wrong.
  static final class Wrong extends Exception {
    final int status;

    Wrong(int status, String sentence) {
      super(sentence, null, false, false);
      this.status = status;
    }
  }

  /// @throws Wrong with 400 for what is no such request, 413 for too much of it
  static ExecuteRequest parse(byte[] body) throws Wrong {
    try (JsonParser parser = JSON.createParser(body)) {
      ExecuteRequest request = object(parser);
      if (parser.nextToken() != null) {
        throw new Wrong(400, "the body goes on behind its JSON object");
      }
      return request;
    } catch (JsonProcessingException e) {
      throw new Wrong(400, "the body is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExecuteRequest object(JsonParser parser) throws IOException, Wrong {
    require(parser.nextToken() == JsonToken.START_OBJECT, "the body is a JSON object");
    String code = null;
    Integer agentId = null;
    String input = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (name) {
        case "code" -> {
          require(value == JsonToken.VALUE_STRING, "code is a text");
          code = parser.getText();
        }
        case "agent" -> {
          require(value == JsonToken.VALUE_NUMBER_INT, "agent is the number of an agent");
          agentId = parser.getIntValue();
        }
        case "input" -> input = text(parser);
        default -> parser.skipChildren();
      }
    }
    require(
        code == null != (agentId == null), "the body has either code or the number of an agent");
    limit("code", code == null ? 0 : code.getBytes(UTF_8).length, CODE_BYTES_MAX);
    limit("input", input.getBytes(UTF_8).length, INPUT_BYTES_MAX);
    return new ExecuteRequest(code, agentId, input);
  }

  /// A value as it was sent, without spaces between its parts.
  private static String text(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(text)) {
      generator.copyCurrentStructure(parser);
    }
    return text.toString();
  }

  private static void require(boolean holds, String sentence) throws Wrong {
    if (!holds) {
      throw new Wrong(400, sentence);
    }
  }

  private static void limit(String what, int bytes, int most) throws Wrong {
    if (bytes > most) {
      throw new Wrong(413, "the %s has %s bytes, and %s are allowed".formatted(what, bytes, most));
    }
  }
}
