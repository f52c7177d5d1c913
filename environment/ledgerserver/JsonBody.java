package ledgerserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Arrays;

/// A small JSON object of a request: each field at most once, none that is not known, whole numbers
/// and short texts only.
final class JsonBody {
  private static final int TEXT_MAX = 128;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(1)
                  .maxNumberLength(20)
                  .maxNameLength(TEXT_MAX)
                  .maxStringLength(TEXT_MAX)
                  .build())
          .build();

  private final String[] names;
  private final long[] numbers;
  private final String[] texts;
  private final boolean[] isSet;

  private JsonBody(String... names) {
    this.names = names;
    this.numbers = new long[names.length];
    this.texts = new String[names.length];
    this.isSet = new boolean[names.length];
  }

  /// Reads one.
  ///
  /// @param names of its fields
  /// @throws Refused with status 400
  static JsonBody parse(byte[] json, String... names) throws Refused {
    JsonBody body = new JsonBody(names);
    try (JsonParser parser = JSON.createParser(json)) {
      Refused.unless(
          parser.nextToken() == JsonToken.START_OBJECT, 400, "the body is no JSON object");
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        body.read(parser);
      }
      Refused.unless(parser.nextToken() == null, 400, "something follows the JSON object");
    } catch (IOException e) {
      throw new Refused(400, "the body is no JSON of the kind that this path takes");
    }
    return body;
  }

  private void read(JsonParser parser) throws IOException, Refused {
    String name = parser.currentName();
    int at = 0;
    while (at < names.length && !names[at].equals(name)) {
      at++;
    }
    Refused.unless(
        at < names.length, 400, "the body has a field other than " + String.join(", ", names));
    Refused.unless(!isSet[at], 400, "the body has " + names[at] + " twice");
    isSet[at] = true;
    switch (parser.nextToken()) {
      case VALUE_NUMBER_INT -> numbers[at] = number(parser, names[at]);
      case VALUE_STRING -> texts[at] = parser.getText();
      case VALUE_TRUE -> numbers[at] = 1;
      case VALUE_FALSE -> numbers[at] = 0;
      default -> throw new Refused(400, names[at] + " is a whole number, a text or a truth value");
    }
  }

  private static long number(JsonParser parser, String name) throws IOException, Refused {
    Refused.unless(
        parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
        400,
        name + " has more than 63 bits");
    return parser.getLongValue();
  }

  boolean has(String name) {
    return isSet[at(name)];
  }

  /// A number between two others.
  ///
  /// @throws Refused with status 400 if it is absent or beyond them
  long number(String name, long least, long most) throws Refused {
    int at = at(name);
    Refused.unless(
        isSet[at] && texts[at] == null && numbers[at] >= least && numbers[at] <= most,
        400,
        name + " is a whole number from " + least + " to " + most);
    return numbers[at];
  }

  /// The same, or 0 if it is absent.
  long numberOrZero(String name, long most) throws Refused {
    return has(name) ? number(name, 0, most) : 0;
  }

  /// A text, or null if it is absent.
  ///
  /// @throws Refused with status 400 if it is none
  String text(String name) throws Refused {
    int at = at(name);
    Refused.unless(!isSet[at] || texts[at] != null, 400, name + " is a text");
    return texts[at];
  }

  private int at(String name) {
    int at = Arrays.asList(names).indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(name);
    }
    return at;
  }
}
