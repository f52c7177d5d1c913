package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import runtime.Project;

/// The published shape of a result file, `datasets/result.schema.json`, for every test that makes a
/// result.
public final class ResultSchema {
  private static final JsonSchema SCHEMA = load();

  private ResultSchema() {}

  /// Fails unless the text is a result as the schema describes it.
  public static void check(String json) {
    assertEquals(List.of(), violations(json), "the result does not follow the schema");
  }

  /// Fails unless the result, as it would be saved, follows the schema.
  public static void check(Result result) {
    check(ResultJson.write(result));
  }

  /// Fails unless the file does.
  public static void check(Path file) throws IOException {
    check(Files.readString(file));
  }

  /// What the schema has against this text, one sentence each: the place, then the rule.
  public static List<String> violations(String json) {
    return SCHEMA
        .validate(
            json,
            InputFormat.JSON,
            run -> run.getExecutionConfig().setFormatAssertionsEnabled(true))
        .stream()
        .map(ValidationMessage::getMessage)
        .sorted()
        .toList();
  }

  /// The schema itself.
  static JsonNode node() {
    return SCHEMA.getSchemaNode();
  }

  private static JsonSchema load() {
    Path file = Project.home().resolve("datasets/result.schema.json");
    try {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(Files.readString(file), SchemaValidatorsConfig.builder().build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
