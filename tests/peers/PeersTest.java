package peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ProgramRun;

/// Each ecosystem brings one tiny package at an exact version, and runs it.
@Waiting
@Order(2)
class PeersTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static void installOrSkip(Packages packages) throws IOException {
    String absence = packages.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    packages.install();
  }

  private static String run(Path program, String... arguments) throws IOException {
    return Peer.of("peer", program.toString()).output("", arguments).strip();
  }

  @Test
  void python() throws IOException {
    write("requirements.txt", "iniconfig==2.1.0\n");
    PythonPackages packages = PythonPackages.of(folder);
    installOrSkip(packages);
    String program = "from importlib.metadata import version; print(version('iniconfig'))";
    assertEquals("2.1.0", run(packages.python(), "-c", program));
  }

  @Test
  void aPythonOfTheRequiredVersion() throws IOException {
    write("requirements.txt", "");
    PythonPackages packages = PythonPackages.of(folder).python("3.12");
    installOrSkip(packages);
    assertTrue(run(packages.python(), "--version").startsWith("Python 3.12."));
  }

  @Test
  void aPythonThatNobodyHasIsSaidToBeAbsent() {
    String absence = PythonPackages.of(folder).python("3.0").absence().orElseThrow();
    assertTrue(absence.startsWith("no Python 3.0 with venv here"), absence);
    assertTrue(absence.endsWith("; apt-get install python3.0-venv"), absence);
  }

  @Test
  void npm() throws IOException {
    write("package.json", "{\"private\": true, \"dependencies\": {\"is-number\": \"7.0.0\"}}\n");
    write("peer.cjs", "console.log(require('is-number')(Number(process.argv[2])))\n");
    NodePackages packages = NodePackages.of(folder);
    installOrSkip(packages);
    assertEquals("true", packages.script("peer.cjs").output("", "42").strip());
  }

  @Test
  void go() throws IOException {
    // One that takes little of Go's own library, which is compiled too, once on a machine.
    write("go.mod", "module peer\n\ngo 1.19\n\nrequire github.com/pkg/errors v0.9.1\n");
    write(
        "go.sum",
        """
        github.com/pkg/errors v0.9.1 h1:FEBLx1zS214owpjy7qsBeixbURkuhQAwrK5UwLGTwt4=
        github.com/pkg/errors v0.9.1/go.mod h1:bwawxfHBFNV+L2hUp1rHADufV3IMtnDRdf1r5NINEl0=
        """);
    write(
        "main.go",
        """
        package main

        import (
        	"os"

        	"github.com/pkg/errors"
        )

        func main() { os.Stdout.WriteString(errors.New("made by Go").Error()) }
        """);
    BuiltPrograms programs = BuiltPrograms.go(folder);
    installOrSkip(programs);
    assertEquals("made by Go", run(programs.program("peer")));
  }

  @Test
  void rust() throws IOException {
    write(
        "Cargo.toml",
        """
        [package]
        name = "peer"
        version = "0.0.0"
        edition = "2021"

        [dependencies]
        itoa = "=1.0.15"
        """);
    write("src/main.rs", "fn main() { println!(\"{}\", itoa::Buffer::new().format(42)); }\n");
    BuiltPrograms programs = BuiltPrograms.rust(folder);
    String absence = programs.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    ProcessBuilder lock = new ProcessBuilder("cargo", "generate-lockfile");
    ProgramRun.output("cargo", lock.directory(folder.toFile()));
    programs.install();
    assertEquals("42", run(programs.program("peer")));
  }

  @Test
  void debian() throws IOException {
    write("packages.txt", "# a greeting\nhello=2.10-3\n");
    DebianPackages packages = DebianPackages.of(folder);
    installOrSkip(packages);
    assertEquals("Hello, world!", run(packages.program("usr/bin/hello")));
  }

  @Test
  void aVersionThatAptDoesNotKnowIsSaidToBeAbsent() throws IOException {
    write("packages.txt", "hello=0.0.0\n");
    String absence = DebianPackages.of(folder).absence().orElseThrow();
    assertTrue(absence.startsWith("no apt here") || absence.startsWith("apt knows no "), absence);
  }

  @Test
  void aVersionThatDoesNotExistIsToldAndNothingCountsAsReady() throws IOException {
    write("requirements.txt", "iniconfig==0.0.0.1\n");
    PythonPackages packages = PythonPackages.of(folder);
    String absence = packages.absence().orElse("");
    Assumptions.assumeTrue(absence.isEmpty(), absence);
    IOException failed = assertThrows(IOException.class, packages::install);
    assertTrue(failed.getMessage().contains("requirements.txt with pip failed"), failed.toString());
    assertTrue(failed.getMessage().contains("iniconfig==0.0.0.1"), failed.toString());
    assertFalse(Files.exists(packages.mark()));
  }

  /// Made out of nothing but files, to see when it is made.
  private final class Counted extends Packages {
    private int made;
    private String pins = "one";

    private Counted() {
      super(PeersTest.this.folder, "none", "nothing", "target");
    }

    @Override
    public java.util.Optional<String> absence() {
      return java.util.Optional.empty();
    }

    @Override
    public Path program(String name) {
      return target().resolve(name);
    }

    @Override
    String pins() {
      return pins;
    }

    @Override
    void make() throws IOException {
      made++;
      Files.createDirectories(target());
      if (pins.equals("broken")) {
        throw new IOException("broken");
      }
    }
  }

  @Test
  void theyAreBroughtOnceForEachTextThatNamesThem() throws IOException {
    Counted packages = new Counted();
    packages.install();
    packages.install();
    assertEquals(1, packages.made);
    packages.pins = "two";
    packages.install();
    assertEquals(2, packages.made);
  }

  /// What was there before may be half replaced.
  @Test
  void afterAFailureNothingCountsAsReady() throws IOException {
    Counted packages = new Counted();
    packages.install();
    packages.pins = "broken";
    assertThrows(IOException.class, packages::install);
    packages.pins = "one";
    packages.install();
    assertEquals(3, packages.made);
  }
}
