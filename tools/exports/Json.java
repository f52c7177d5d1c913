package tools.exports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/// A value in a JSON file. What is asked of it and is not there is told with file and place.
///
/// @param place as in `results[0].times`; empty for the whole file
record Json(String file, String place, JsonNode node) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /// The whole file.
  ///
  /// @throws IllegalArgumentException if the text is no JSON, or only the beginning of one
  static Json of(String file, String text) {
    try {
      return new Json(file, "", MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s is not JSON from line %s, column %s on; is it cut off?"
              .formatted(file, e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
          e);
    }
  }

  boolean has(String field) {
    return node.hasNonNull(field);
  }

  Json at(String field) {
    Json value = new Json(file, place.isEmpty() ? field : place + "." + field, node.path(field));
    if (!has(field)) {
      throw value.wrong("is missing");
    }
    return value;
  }

  /// The elements of a list, of which there must be one at least.
  List<Json> items() {
    if (!node.isArray() || node.isEmpty()) {
      throw wrong("should be a list with something in it");
    }
    List<Json> items = new ArrayList<>();
    node.forEach(item -> items.add(new Json(file, place + "[" + items.size() + "]", item)));
    return items;
  }

  /// The names in an object.
  List<String> fields() {
    List<String> fields = new ArrayList<>();
    node.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  String text() {
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw wrong("should be a text");
    }
    return node.textValue();
  }

  double number() {
    if (!node.isNumber() || !Double.isFinite(node.doubleValue()) || node.doubleValue() < 0) {
      throw wrong("should be a number from 0 up");
    }
    return node.doubleValue();
  }

  long count() {
    if (!node.isIntegralNumber() || node.longValue() < 0) {
      throw wrong("should be a count");
    }
    return node.longValue();
  }

  IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(
        file + ": " + (place.isEmpty() ? "it" : place) + " " + problem);
  }
}
