package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runtime.ExitStatus;
import runtime.Project;

class HelpTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
  private String catalog;
  private Help help;

  @BeforeEach
  void read() throws IOException {
    catalog = Files.readString(Project.home().resolve("jbang-catalog.json"));
    help = new Help(catalog);
  }

  @Test
  void helpNamesEveryLabAndEveryToolWithItsDescription() {
    assertEquals(0, help.all(stream));
    List<String> names =
        Pattern.compile("\"([a-z-]+)\": \\{\\s+\"script-ref\"")
            .matcher(catalog)
            .results()
            .map(alias -> alias.group(1))
            .toList();
    assertTrue(names.contains("sequencer-burst") && names.contains("serve"));
    for (String name : names) {
      assertTrue(
          Pattern.compile("(?m)^  " + name + " +[^ ]").matcher(said.toString()).find(), name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sequencer-brust, sequencer-burst",
    "sequencerburst, sequencer-burst",
    "torrents, batcher-torrents",
    "setpu, setup",
    "servr, serve",
    "test, test"
  })
  void aMisspeltNameHasANearestOne(String typed, String meant) {
    assertEquals(Optional.of(meant), help.nearest(typed));
  }

  @Test
  void whatResemblesNothingHasNone() {
    assertEquals(Optional.empty(), help.nearest("photosynthesis"));
  }

  @Test
  void anUnknownNameIsAWrongArgument() {
    assertEquals(ExitStatus.WRONG_ARGUMENTS.code(), help.unknown("sequencer-brust", stream));
    assertEquals(
        """
        error: no lab, tool or command is called 'sequencer-brust'
          do        ./jbang sequencer-burst, or ./jbang --help, which names all
        """,
        said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aScriptThatIsNotThereHasTheNearestNameToo() {
    assertEquals(
        ExitStatus.WRONG_ARGUMENTS.code(), help.unknown("labs/sequencer-brust.java", stream));
    assertEquals(
        """
        error: there is no file labs/sequencer-brust.java
          do        ./jbang sequencer-burst, or ./jbang --help, which names all
        """,
        said.toString(StandardCharsets.UTF_8));
  }
}
