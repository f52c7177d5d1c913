package kit.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Two runs that differ in an option differ in their results, or the option changes nothing of what
/// is measured.
class OptionsTest {
  private static final Map<String, String> CHANGES_WHAT_IS_MEASURED =
      Map.of(
          "--runtime", "process",
          "--profile", "quick",
          "--trials", "7",
          "--seed", "8",
          "--only", "rate",
          "--engine", "fancy",
          "--peers", "none");
  private static final Set<String> CHANGES_NOTHING_MEASURED =
      Set.of(
          "--against",
          "--baseline",
          "--out",
          "--json",
          "--judge",
          "--strict",
          "--verbose",
          "--list",
          "--stacktrace",
          "--help");

  /// What a result carries of the options. The seed, which is drawn unless given, is the same.
  private static List<Object> carried(String... arguments) {
    boolean given = List.of(arguments).contains("--seed");
    Stream<String> seed = given ? Stream.empty() : Stream.of("--seed", "42");
    String[] all = Stream.concat(Stream.of(arguments), seed).toArray(String[]::new);
    Options options =
        LabCommand.parse("demo-lab", all)
            .options(List.of("plain", "fancy"), List.of("peer"), Path.of("out"));
    return List.of(
        options.asked("plain", List.of("other")), options.profile().word(), options.seed());
  }

  @Test
  void everyOptionIsCarriedByTheResultOrChangesNothingMeasured() {
    Set<String> known = new TreeSet<>(CHANGES_NOTHING_MEASURED);
    known.addAll(CHANGES_WHAT_IS_MEASURED.keySet());
    Set<String> offered = new TreeSet<>();
    for (OptionSpec option : new CommandLine(new LabCommand()).getCommandSpec().options()) {
      offered.add(option.longestName());
    }
    assertEquals(known, offered);
    CHANGES_WHAT_IS_MEASURED.forEach(
        (name, value) -> assertNotEquals(carried(), carried(name, value), name));
    assertEquals(carried(), carried("--strict", "--json", "--verbose", "--out", "elsewhere"));
  }

  /// An engine that keeps no promise must not stand under the words of one that does.
  @Test
  void noLabOffersTheEngineNoneAsAnEqual() throws IOException {
    int offered = 0;
    try (Stream<Path> files = Files.list(Project.here().root().resolve("labs"))) {
      for (Path lab : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        String text = Files.readString(lab);
        assertTrue(!text.matches("(?s).*[.]engines\\([^)]*\"none\".*"), lab.toString());
        offered += text.contains(".lesserEngine(\"none\"") ? 1 : 0;
      }
    }
    assertTrue(offered >= 7, offered + " labs");
  }
}
