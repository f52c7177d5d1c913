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
/// their own too. Each in a JVM of its own, because libraries keep formats from their first use.
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

  private Map<String, BigInteger> exports(String locale, String... options) throws Exception {
    Path own = folder.resolve(locale);
    ProcessBuilder child = ChildJvm.of(Exports.class, own.toString());
    List<String> parts = List.of(locale.split("_"));
    child.command().add(1, "-Duser.language=" + parts.getFirst());
    child.command().add(1, "-Duser.country=" + (parts.size() > 1 ? parts.getLast() : ""));
    child.command().add(1, "-Djava.awt.headless=true");
    child.command().addAll(1, List.of(options));
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
    Map<String, BigInteger> root = exports("en");
    for (String kind : List.of(".pdf", ".svg", ".png", ".csv", ".txt", ".json", ".md")) {
      assertTrue(root.keySet().stream().anyMatch(name -> name.endsWith(kind)), kind);
    }
    for (String locale : List.of("ar_EG", "fa_IR", "tr_TR", "hi_IN")) {
      // Nor does it matter which encoding the user gives all JVMs.
      Map<String, BigInteger> own = exports(locale, "-Dfile.encoding=ISO-8859-1");
      assertEquals(root.keySet(), own.keySet());
      List<String> differing =
          root.keySet().stream().filter(name -> !own.get(name).equals(root.get(name))).toList();
      assertEquals(List.of(), differing, locale);
    }
  }
}
