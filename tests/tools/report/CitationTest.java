package tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kit.lab.Project;
import org.junit.jupiter.api.Test;

/// `CITATION.cff` has what the Citation File Format 1.2.0 asks for, and says what the repository
/// does.
class CitationTest {
  private final Path home = Project.here().root();

  @Test
  void itSaysWhatTheRepositorySays() throws IOException {
    JsonNode citation =
        new ObjectMapper(new YAMLFactory()).readTree(home.resolve("CITATION.cff").toFile());
    assertEquals("1.2.0", citation.path("cff-version").asText());
    assertEquals("software", citation.path("type").asText());
    assertTrue(!citation.path("message").asText().isBlank());
    assertTrue(!citation.path("abstract").asText().isBlank());
    String readme = Files.readString(home.resolve("README.md"));
    assertTrue(readme.startsWith("# " + citation.path("title").asText() + "\n"));
    assertTrue(readme.stripTrailing().endsWith(citation.path("license").asText() + "."));
    assertEquals(Project.VERSION, citation.path("version").asText());
    assertTrue(citation.path("authors").size() > 0);
    for (JsonNode author : citation.path("authors")) {
      assertTrue(!author.path("name").asText().isBlank(), author::toString);
    }
  }
}
