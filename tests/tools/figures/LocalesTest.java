package tools.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kit.chart.Format;
import kit.chart.Gallery;
import kit.report.EndTable;
import kit.report.Terminal;
import kit.result.ExampleResults;
import kit.result.Result;
import kit.result.ResultJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;
import runtime.Project;

/// Whatever is exported has the same bytes in all locales: those with digits, signs and letters of
/// their own too, and whatever encoding the user gives all JVMs. Each in a JVM of its own, because
/// libraries keep formats from their first use.
@Waiting
class LocalesTest {
  private static final Terminal TERMINAL = new Terminal(100, true, false, false);

  /// Writes every export into a folder.
  static final class Exports {
    static void main(String[] args) throws Exception {
      Path folder = Path.of(args[0]);
      Map<String, Result> results =
          Map.of(
              "verdicts", ExampleResults.everyVerdict().build(),
              "swept", ExampleResults.swept().build());
      for (Map.Entry<String, Result> entry : results.entrySet()) {
        Path own = Files.createDirectories(folder.resolve(entry.getKey()));
        Result result = entry.getValue();
        Gallery.of(result, List.of()).save(own, "a.json", Format.ALL);
        Files.writeString(own.resolve("result.json"), ResultJson.write(result));
        String table = EndTable.render(result, TERMINAL, true, Map.of(), Map.of());
        Files.writeString(own.resolve("table.txt"), table);
      }
      figures(folder.resolve("documented.csv"), "--csv");
      figures(folder.resolve("documented.json"), "--json");
      figures(folder.resolve("documented.txt"), "--all");
      figures(folder.resolve("audit.txt"), "--audit");
    }

    private static void figures(Path file, String option) throws IOException {
      try (PrintStream out = new PrintStream(file.toFile(), StandardCharsets.UTF_8)) {
        new FiguresCommand(Project::home, out, TERMINAL).commandLine().execute(option);
      }
    }
  }

  @TempDir private Path folder;

  /// @param letters language that says what is a capital
  /// @param digits language that says, with its country, how numbers are written
  private Map<String, BigInteger> exports(
      String letters, String digits, String country, String encoding) throws Exception {
    Path own = folder.resolve(letters);
    ProcessBuilder child = ChildJvm.of(Exports.class, own.toString());
    child.command().add(1, "-Duser.language=" + letters);
    child.command().add(1, "-Duser.country=");
    child.command().add(1, "-Duser.language.format=" + digits);
    child.command().add(1, "-Duser.country.format=" + country);
    child.command().add(1, "-Dfile.encoding=" + encoding);
    child.command().add(1, "-Djava.awt.headless=true");
    assertEquals(0, child.redirectOutput(ProcessBuilder.Redirect.INHERIT).start().waitFor());
    Map<String, BigInteger> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(own)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes.put(own.relativize(file).toString(), new BigInteger(1, Files.readAllBytes(file)));
      }
    }
    return bytes;
  }

  @Test
  void everyExportHasTheSameBytesInAllLocalesAndEncodings() throws Exception {
    Map<String, BigInteger> root = exports("en", "en", "", "UTF-8");
    for (String kind : List.of(".pdf", ".svg", ".png", ".csv", ".txt", ".json", ".md")) {
      assertTrue(root.keySet().stream().anyMatch(name -> name.endsWith(kind)), kind);
    }
    assertAlike(root, exports("tr", "ar", "EG", "ISO-8859-1"));
    assertAlike(root, exports("fa", "hi", "IN", "ISO-8859-1"));
  }

  private static void assertAlike(Map<String, BigInteger> root, Map<String, BigInteger> own) {
    assertEquals(root.keySet(), own.keySet());
    List<String> differing =
        root.keySet().stream().filter(name -> !own.get(name).equals(root.get(name))).toList();
    assertEquals(List.of(), differing);
  }
}
