package tools.figures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import kit.report.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTest {
  private static final String FIGURES =
      """
      id,line,metric,low,unit,better,quote
      api.latency,3,mean latency,20,ms,less,20 ms
      api.throughput,4,throughput,80,requests/s,more,80 requests/s
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  private int run(String figures, String relations, String... options) throws IOException {
    out.reset();
    Path one = Files.writeString(folder.resolve("api.csv"), figures);
    Path other = Files.writeString(folder.resolve("relations.csv"), relations);
    return new AuditCommand(new Terminal(80, true, false, false))
        .commandLine()
        .setOut(new PrintWriter(out, true, UTF_8))
        .setErr(new PrintWriter(err, true, UTF_8))
        .execute(
            Stream.concat(Stream.of(one.toString(), other.toString()), Stream.of(options))
                .toArray(String[]::new));
  }

  private static String relation(String right) {
    return "id,left,comparator,right,meaning,source\n"
        + "A1,api.throughput * api.latency / 1000,<=,"
        + right
        + ",so many clients are busy at once,Little's law\n";
  }

  @Test
  void relationThatFailsIsShownWithItsArithmeticAndFailsTheCommand() throws IOException {
    assertEquals(0, run(FIGURES, relation("2")), err::toString);
    assertTrue(out.toString(UTF_8).contains("RELATIONS   1 hold, 0 fail"), out.toString(UTF_8));
    assertEquals(1, run(FIGURES, relation("1")));
    assertEquals(
        """
        RELATIONS   0 hold, 1 fail
        A1    ✗ fails  so many clients are busy at once (api:3,4)
              80 * 20 / 1 000 = 1.5503 – 1.6503 cannot be at most 1
              ✗ it was written down as one that holds: mend the relation or the figures
        """,
        out.toString(UTF_8));
  }

  @Test
  void programsReadItInTheWordsOfTheProjectsOwnAudit() throws IOException {
    assertEquals(1, run(FIGURES, relation("1"), "--json"));
    JsonNode relation = new ObjectMapper().readTree(out.toByteArray()).path("relations").path(0);
    assertEquals("A1", relation.path("id").asText());
    assertEquals("false", relation.path("holds").asText());
    assertEquals("false", relation.path("as_expected").asText());
    assertEquals("Little's law", relation.path("source").asText());
    assertEquals("api.throughput", relation.path("figures").path(0).asText());
    assertTrue(relation.path("arithmetic").asText().endsWith("cannot be at most 1"));
  }

  @Test
  void relationThatNamesNoFigureIsRefused() throws IOException {
    String relations = relation("1").replace("api.latency", "api.latence");
    assertEquals(3, run(FIGURES, relations));
    assertEquals("", out.toString(UTF_8));
    assertTrue(
        err.toString(UTF_8)
            .startsWith(
                "error: relations.csv line 2, column left: there is no documented figure"
                    + " \"api.latence\"; the nearest is \"api.latency\""),
        err.toString(UTF_8));
  }
}
