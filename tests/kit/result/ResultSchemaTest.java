package kit.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kit.machine.MachineFacts;
import kit.stats.Latencies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResultSchemaTest {
  /// A result in which every list and map holds something, so that every part of the schema is met.
  static final Result WHOLE =
      new ResultBuilder()
          .with(
              run -> {
                run.options =
                    new RunOptions(
                        "journal",
                        "journal",
                        List.of("a peer"),
                        List.of("a peer", "another"),
                        List.of("row"),
                        10,
                        "auto");
                run.limits.add(
                    new Limit("fdatasync_p50", "one fdatasync", 90, "us", 88, 93, "measured"));
                run.trials.add(
                    TrialBuilder.trial("one", 0)
                        .metric("throughput", 2000, "payments/s")
                        .proportion("accepted", 10, 10)
                        .latency(Latencies.ofNs(1_000, 2_000))
                        .series(Map.of("lanes", List.of(1.0, 2.0), "rate/half load", List.of(3.0)))
                        .marked(List.of("late generator"))
                        .saw("noise.steal_share", 0.02, "")
                        .build());
                run.figures.add(
                    FigureBuilder.row("burst.rate", "burst, 1 channel", "one")
                        .tagged("closed loop")
                        .documented(27.81, "27.81")
                        .measured(2000, 1990, 2010, 1990, 2000, 2010)
                        .verdict("exceeded", "")
                        .limit("fdatasync_p50", 0.5)
                        .build());
                run.peers.add(
                    new PeerRow(
                        "Other",
                        "1.0",
                        "throughput",
                        "burst.rate",
                        2.0,
                        1.9,
                        Double.POSITIVE_INFINITY,
                        ""));
                run.checks.add(CheckRow.of("nothing is lost", 10, 10, "payments", ""));
                run.notes.add("a note");
                run.against =
                    new Against(
                        "HEAD~1",
                        "1a2b3c4d5e6f",
                        true,
                        List.of(run.trials.getFirst()),
                        List.of(run.trials.getFirst()),
                        List.of(
                            new Against.Row("burst.rate", 0.8, 0.7, 0.9, 1.1, 0.01, "regression")),
                        List.of("a remark"));
              })
          .build();

  @Test
  void wholeResultFollowsTheSchema() {
    ResultSchema.check(WHOLE);
    assertEquals(WHOLE, ResultJson.read(ResultJson.write(WHOLE), "a test"));
  }

  @Test
  void schemaAndRecordsNameTheSameThings() {
    compare(Result.class, ResultSchema.node(), "result");
  }

  @Test
  void schemaAndVerdictsNameTheSameWords() {
    Set<String> words = Stream.of(Verdict.values()).map(Verdict::word).collect(Collectors.toSet());
    assertEquals(words, strings(ResultSchema.node().at("/$defs/figure/properties/verdict/enum")));
  }

  @Test
  void schemaDescribesEveryFactOfTheMachine() {
    Set<String> facts = new TreeSet<>(MachineFacts.read(Path.of("")).keySet());
    facts.removeAll(names(ResultSchema.node().at("/properties/machine/properties")));
    assertEquals(Set.of(), facts, "describe these facts in datasets/result.schema.json");
  }

  /// One way to break a result.
  ///
  /// @param place what the refusal must name: the broken part, or its owner and its name
  record Breakage(String place, Consumer<ObjectNode> change) {
    @Override
    public String toString() {
      return place;
    }
  }

  static Stream<Breakage> breakages() {
    return Stream.of(
        new Breakage(": property 'extra'", whole -> whole.put("extra", 1)),
        new Breakage(": required property 'seed'", whole -> whole.remove("seed")),
        new Breakage("/schema", whole -> whole.put("schema", 2)),
        new Breakage("/lab", whole -> whole.put("lab", "Demo Lab")),
        new Breakage("/profile", whole -> whole.put("profile", "slow")),
        new Breakage("/started", whole -> whole.put("started", "yesterday")),
        new Breakage("/runtime/kind", whole -> in(whole, "/runtime").put("kind", "cloud")),
        new Breakage("/machine: property 'Name'", whole -> in(whole, "/machine").put("Name", 1)),
        new Breakage("/machine/disk", whole -> in(whole, "/machine").putObject("disk")),
        new Breakage("/machine/cores", whole -> in(whole, "/machine").put("cores", 0)),
        new Breakage("/limits/0/value", whole -> in(whole, "/limits/0").put("value", 0)),
        new Breakage("/trials/0/role", whole -> in(whole, "/trials/0").put("role", "rival")),
        new Breakage("/trials/0/metrics", whole -> in(whole, "/trials/0").put("metrics", 1)),
        new Breakage(
            "/trials/0/metrics/throughput: required property 'unit'",
            whole -> in(whole, "/trials/0/metrics/throughput").remove("unit")),
        new Breakage(
            "/trials/0/histograms/latency",
            whole -> in(whole, "/trials/0/histograms").put("latency", "no histogram")),
        new Breakage(
            "/trials/0/series/lanes/0",
            whole -> in(whole, "/trials/0/series").putArray("lanes").add("1")),
        new Breakage("/trials/0/seen", whole -> in(whole, "/trials/0/seen").put("steal share", 1)),
        new Breakage(
            "/figures/0/documented/comparator",
            whole -> in(whole, "/figures/0/documented").put("comparator", "about")),
        new Breakage(
            "/figures/0/documented: property 'page'",
            whole -> in(whole, "/figures/0/documented").put("page", 3)),
        new Breakage("/figures/0/measured", whole -> in(whole, "/figures/0").putNull("measured")),
        new Breakage("/figures/0/verdict", whole -> in(whole, "/figures/0").put("verdict", "ok")),
        new Breakage(
            "/figures/0/note", whole -> in(whole, "/figures/0").put("verdict", "disputed")),
        new Breakage(
            "/figures/0/tags/0", whole -> in(whole, "/figures/0").putArray("tags").add("")),
        new Breakage("/peers/0/ratio", whole -> in(whole, "/peers/0").put("ratio", "NaN")),
        new Breakage("/checks/0/of", whole -> in(whole, "/checks/0").put("of", 0)),
        new Breakage("/notes/0", whole -> whole.putArray("notes").add("")),
        new Breakage("/exit/status", whole -> in(whole, "/exit").put("status", 300)));
  }

  @ParameterizedTest
  @MethodSource("breakages")
  void brokenResultIsRefusedAtItsPlace(Breakage breakage) throws Exception {
    ObjectNode whole = (ObjectNode) new ObjectMapper().readTree(ResultJson.write(WHOLE));
    breakage.change().accept(whole);
    List<String> violations = ResultSchema.violations(whole.toString());
    assertTrue(
        violations.stream().anyMatch(said -> said.startsWith(breakage.place())),
        violations.toString());
  }

  private static ObjectNode in(JsonNode whole, String place) {
    return (ObjectNode) whole.at(place);
  }

  /// Walks a type and the part of the schema that describes it, side by side.
  private static void compare(Type type, JsonNode described, String place) {
    JsonNode schema = resolved(described);
    if (type instanceof ParameterizedType generic) {
      compareGeneric(generic, schema, place);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      compareRecord(record, schema, place);
    } else {
      assertEquals(expected((Class<?>) type), types(schema), place);
    }
  }

  private static void compareGeneric(ParameterizedType generic, JsonNode schema, String place) {
    boolean list = generic.getRawType() == List.class;
    assertEquals(Set.of(list ? "array" : "object"), types(schema), place);
    Type element = generic.getActualTypeArguments()[list ? 0 : 1];
    if (element != Object.class) {
      // A copied list holds no null: the element is a number, not a number or nothing.
      compare(
          element == Double.class ? double.class : element,
          schema.get(list ? "items" : "additionalProperties"),
          place + "[]");
    }
  }

  private static void compareRecord(Class<?> record, JsonNode schema, String place) {
    JsonNode object = schema.has("anyOf") ? resolved(schema.get("anyOf").get(0)) : schema;
    Set<String> components = new TreeSet<>();
    for (RecordComponent component : record.getRecordComponents()) {
      String name = snakeCase(component.getName());
      components.add(name);
      JsonNode property = object.at("/properties/" + name);
      assertFalse(property.isMissingNode(), place + "." + name + " stands in no schema");
      assertTrue(property.hasNonNull("description"), place + "." + name + " is not described");
      compare(component.getGenericType(), property, place + "." + name);
    }
    assertEquals(components, names(object.get("properties")), place);
    assertEquals(components, strings(object.get("required")), place + ": all are always written");
    assertEquals("false", object.get("additionalProperties").toString(), place);
  }

  private static Set<String> expected(Class<?> type) {
    if (type == Instant.class || type == String.class || type.isEnum()) {
      return Set.of("string");
    }
    return switch (type.getSimpleName()) {
      // an Integer may be missing from an older file, and is never null once it is read
      case "int", "long", "Integer" -> Set.of("integer");
      case "double" -> Set.of("number");
      case "Double" -> Set.of("null", "number");
      case "boolean" -> Set.of("boolean");
      default -> throw new AssertionError("no rule for " + type);
    };
  }

  /// The types that a schema allows; one of a nullable string counts as a string.
  private static Set<String> types(JsonNode schema) {
    if (schema.has("const")) {
      return Set.of(schema.get("const").isInt() ? "integer" : "string");
    }
    if (schema.has("enum")) {
      return Set.of("string");
    }
    if (schema.has("anyOf")) {
      return types(resolved(schema.get("anyOf").get(0)));
    }
    return schema.get("type").isArray()
        ? strings(schema.get("type"))
        : Set.of(schema.get("type").asText());
  }

  private static JsonNode resolved(JsonNode schema) {
    return schema.has("$ref")
        ? ResultSchema.node().at(schema.get("$ref").asText().substring(1))
        : schema;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> strings(JsonNode array) {
    Set<String> strings = new TreeSet<>();
    array.forEach(one -> strings.add(one.asText()));
    return strings;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
