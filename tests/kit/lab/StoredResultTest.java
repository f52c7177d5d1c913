package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kit.result.ResultBuilder;
import kit.result.ResultStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredResultTest {
  @TempDir Path root;

  @Test
  void aNewerFileThatCannotBeReadHidesNoResult() throws IOException {
    Project project = new Project(root);
    Path later = project.results().resolve("sequencer-burst/20991231T000000Z-ffff.json");
    Files.createDirectories(later.getParent());
    Files.writeString(later, "{\"schema\": 0}");
    assertThrows(IOException.class, () -> StoredResult.newest(project, "sequencer-burst"));

    Path reference = new ResultStore(project.reference()).save(new ResultBuilder().build());
    assertEquals(reference, StoredResult.newest(project, "sequencer-burst").file());
    Path own = new ResultStore(project.results()).save(new ResultBuilder().build());
    StoredResult newest = StoredResult.newest(project, "sequencer-burst");
    assertEquals(own, newest.file());
    assertEquals(1, newest.passedOver().size());
    String sentence = newest.passedOver().getFirst();
    assertTrue(sentence.startsWith("Passed over: " + later), sentence);
  }
}
