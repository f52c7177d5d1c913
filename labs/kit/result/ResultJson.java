package kit.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

/// Results as JSON: snake_case names, ISO times, keys of maps in order, so that the same result is
/// always the same bytes.
public final class ResultJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
          .addModule(instants())
          .build();

  private ResultJson() {}

  /// The result as indented JSON that ends with a line feed.
  public static String write(Result result) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(result) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result of " + result.lab() + " cannot be written", e);
    }
  }

  /// Reads a result.
  ///
  /// @param source named in the error: a file or the like
  /// @throws IllegalArgumentException if the text is no result of a schema that this kit knows
  public static Result read(String json, String source) {
    try {
      Result result = MAPPER.readValue(json, Result.class);
      if (result == null) {
        throw new IllegalArgumentException(source + " is no result file: it holds null");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(source + " is no result file: " + fault(e), e);
    }
  }

  /// What is wrong, in the words of the file: the field, and what belongs there.
  private static String fault(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping)) {
      JsonLocation at = e.getLocation();
      return at == null
          ? "it is not JSON"
          : "it is not JSON from line " + at.getLineNr() + ", column " + at.getColumnNr() + " on";
    }
    if (e.getCause() instanceof JsonProcessingException torn) { // the text ends inside a list
      return fault(torn);
    }
    StringBuilder field = new StringBuilder();
    for (JsonMappingException.Reference step : mapping.getPath()) {
      field.append(
          step.getFieldName() == null
              ? "[" + step.getIndex() + "]"
              : (field.isEmpty() ? "" : ".") + step.getFieldName());
    }
    String where = field.isEmpty() ? "" : field + ": ";
    if (e instanceof MismatchedInputException wrong
        && !(e instanceof ValueInstantiationException)) {
      return where + wanted(wrong.getTargetType()) + " is expected";
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return where + cause.getMessage();
  }

  private static String wanted(Class<?> type) {
    if (type == null) {
      return "another value";
    }
    if (type == Instant.class) {
      return "a time like 2026-01-02T03:04:05Z";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(one -> MAPPER.convertValue(one, String.class))
              .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == String.class) {
      return "a text";
    }
    boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
    return number ? "a number" : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
  }

  private static SimpleModule instants() {
    SimpleModule module = new SimpleModule();
    module.addSerializer(
        Instant.class,
        new JsonSerializer<Instant>() {
          @Override
          public void serialize(
              Instant value,
              com.fasterxml.jackson.core.JsonGenerator out,
              com.fasterxml.jackson.databind.SerializerProvider provider)
              throws IOException {
            out.writeString(value.toString());
          }
        });
    module.addDeserializer(
        Instant.class,
        new JsonDeserializer<Instant>() {
          @Override
          public Instant deserialize(
              com.fasterxml.jackson.core.JsonParser in,
              com.fasterxml.jackson.databind.DeserializationContext context)
              throws IOException {
            try {
              return Instant.parse(in.getText());
            } catch (DateTimeException e) {
              return (Instant)
                  context.handleWeirdStringValue(Instant.class, in.getText(), "is no time");
            }
          }
        });
    return module;
  }
}
