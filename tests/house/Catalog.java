package house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/// The aliases of `jbang-catalog.json`, in the order in which they stand there.
record Catalog(Map<String, Alias> aliases) {
  static final String FILE = "jbang-catalog.json";

  /// One alias: the script that it runs, from the root, and its line of description.
  record Alias(String script, String description) {}

  static Catalog of(House house) {
    try {
      JsonNode root = new ObjectMapper().readTree(house.text(FILE).orElse("{}"));
      Map<String, Alias> aliases = new LinkedHashMap<>();
      root.path("aliases")
          .properties()
          .forEach(
              alias -> {
                JsonNode value = alias.getValue();
                String script = value.path("script-ref").asText();
                aliases.put(alias.getKey(), new Alias(script, value.path("description").asText()));
              });
      return new Catalog(aliases);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(FILE + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
