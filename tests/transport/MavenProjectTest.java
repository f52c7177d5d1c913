package transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import house.OwnCache;
import house.Waiting;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runtime.ChildJvm;
import runtime.OperatingSystem;
import runtime.Project;

/// A Maven project that knows nothing of this one takes the library as the README says, by the
/// command that stands there, and runs the README's example.
@Waiting
@Timeout(600)
class MavenProjectTest {
  private static final Path HOME = Project.home();

  /// What Maven has downloaded stays for the next time.
  private static final Path DOWNLOADED = HOME.resolve(".jbang/tests/MavenProjectTest/repository");

  /// As the README has them.
  private static final String DEPENDENCIES =
      """
      <dependency>
        <groupId>remeasure</groupId>
        <artifactId>transport</artifactId>
        <version>1</version>
      </dependency>
      <dependency>
        <groupId>io.netty</groupId>
        <artifactId>netty-codec-native-quic</artifactId>
        <version>4.2.18.Final</version>
        <classifier>linux-x86_64</classifier>
      </dependency>
      """;

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>example</groupId>
        <artifactId>greeting</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>25</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <repositories>
          <repository><id>library</id><url>%s</url></repository>
          <repository><id>here</id><url>%s</url></repository>
        </repositories>
        <dependencies>
      %s
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.3.1</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.14.0</version>
            </plugin>
            <plugin>
              <artifactId>maven-dependency-plugin</artifactId>
              <version>3.8.1</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private static final String MAIN =
      """
      %s

      class Main {
        public static void main(String[] arguments) throws Exception {
          InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
          Path folder = Path.of(arguments[0]);
          String answer;
      %s
          System.out.println(answer);
        }
      }
      """;

  /// As the README has it.
  private static final String EXPORT =
      "export mavenrepo --group remeasure --artifact transport --version 1 -O %s"
          + " environment/transport/package-info.java";

  @TempDir Path folder;

  @Test
  void theReadmesExampleIsAnsweredThere() throws Exception {
    Optional<Path> mvn = OperatingSystem.program("mvn");
    Assumptions.assumeTrue(mvn.isPresent(), "SKIPPED, NOT PASSED: no mvn; apt-get install maven");
    Path library = Files.createDirectory(folder.resolve("library"));
    List<String> export = List.of(EXPORT.formatted(library).split(" "));
    said(OwnCache.of(MavenProjectTest.class, program(Project.launcher(HOME), export)));
    writeProject(library);
    forgetTheLibrary();
    String built = build(mvn.get());
    Assumptions.assumeFalse(
        built.contains("Could not transfer artifact org.apache.maven"),
        "SKIPPED, NOT PASSED: Maven's own parts are not here and cannot be fetched");
    Path classPath = folder.resolve("class-path");
    assertTrue(Files.exists(classPath), built);
    String all =
        folder.resolve("target/classes") + File.pathSeparator + Files.readString(classPath);
    assertEquals("hello", said(ChildJvm.of(all, "Main", folder.toString())).strip());
  }

  private void writeProject(Path library) throws IOException {
    Path here = Path.of(System.getProperty("user.home"), ".m2/repository");
    String pom = POM.formatted(library.toUri(), here.toUri(), DEPENDENCIES);
    Files.writeString(folder.resolve("pom.xml"), pom);
    String test = Files.readString(HOME.resolve("tests/transport/ExampleTest.java"));
    String imports =
        test.lines()
            .filter(line -> line.startsWith("import ") && !line.contains("junit"))
            .filter(line -> !line.contains("runtime.Project"))
            .collect(Collectors.joining("\n"));
    String example =
        test.split(" {4}// the example begins\n")[1].split(" {4}// the example ends\n")[0];
    Path sources = Files.createDirectories(folder.resolve("src/main/java"));
    String main = MAIN.formatted(imports + "\nimport transport.*;", example);
    Files.writeString(sources.resolve("Main.java"), main);
  }

  /// Maven takes a version that it has once for the same for ever.
  private static void forgetTheLibrary() throws IOException {
    Path kept = DOWNLOADED.resolve("remeasure");
    if (Files.notExists(kept)) return;
    try (Stream<Path> all = Files.walk(kept)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
    }
  }

  private String build(Path mvn) throws Exception {
    ProcessBuilder maven =
        program(
            mvn,
            List.of(
                "-B",
                "-q",
                "-Dmaven.repo.local=" + DOWNLOADED,
                "compile",
                "dependency:build-classpath",
                "-Dmdep.outputFile=class-path"));
    maven
        .directory(folder.toFile())
        .environment()
        .put("JAVA_HOME", System.getProperty("java.home"));
    return said(maven);
  }

  private static ProcessBuilder program(Path program, List<String> arguments) {
    ProcessBuilder made = new ProcessBuilder(program.toString()).directory(HOME.toFile());
    made.command().addAll(arguments);
    return made.redirectErrorStream(true);
  }

  private static String said(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void theReadmeHasTheCommandAndTheDependencies() throws IOException {
    String readme = Files.readString(HOME.resolve("environment/transport/README.md"));
    String command = "./jbang " + EXPORT.formatted("FOLDER");
    assertTrue(readme.contains("```xml\n" + DEPENDENCIES + "```\n"), DEPENDENCIES);
    assertTrue(readme.replaceAll("\\s*\\\\\\s+", " ").contains(command), command);
  }
}
