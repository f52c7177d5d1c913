package tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import house.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import kit.lab.Project;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import peers.NodePackages;
import tools.Diagnosis;
import tools.LocalCommands;
import tools.Prerequisites;

/// The page of the reference runs in a browser, at the widths of a phone, a tablet and a desktop:
/// what `page.mjs` looks at, a test for each.
@Waiting
@Order(2)
class PageTest {
  private static final int BYTES_MAX = 5_000_000;

  /// Where `page.mjs` leaves pictures for who wants to look at them.
  private static final String PICTURES = System.getenv().getOrDefault("PICTURES", "");

  @TempDir private static Path folder;

  @TestFactory
  Stream<DynamicTest> theReferenceRuns() throws IOException {
    Project project = Project.here();
    Path page = folder.resolve("index.html");
    StringWriter said = new StringWriter();
    int status =
        new ReportCommand(() -> project)
            .commandLine()
            .setOut(new PrintWriter(said))
            .setErr(new PrintWriter(said))
            .execute("--out", page.toString(), project.reference().toString());
    assertEquals(0, status, said::toString);
    assertTrue(Files.size(page) < BYTES_MAX, () -> "larger than 5 MB");

    Diagnosis browser = new Prerequisites(new LocalCommands()).browser();
    assumeTrue(browser instanceof Diagnosis.Ready, browser::toString);
    NodePackages packages = NodePackages.of(project.root().resolve("tests/tools/report"));
    assumeTrue(packages.absence().isEmpty(), () -> packages.absence().orElseThrow());
    packages.install();
    List<String> lines =
        packages
            .script("page.mjs")
            .output("", browser.seen(), page.toString(), PICTURES)
            .lines()
            .toList();
    assertTrue(lines.size() > 10, lines::toString);
    return lines.stream().map(line -> DynamicTest.dynamicTest(line, () -> passed(line)));
  }

  private static void passed(String line) {
    assertTrue(line.startsWith("ok "), line);
  }
}
