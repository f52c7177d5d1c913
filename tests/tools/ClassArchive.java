package tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import runtime.ChildJvm;
import runtime.Launch;
import runtime.Served;

/// An archive of the classes that systems load, as the JVM keeps them: much of a system's start is
/// the loading of its classes, and tests start many.
public final class ClassArchive {
  private static final long LIMIT_S = 300;

  private ClassArchive() {}

  /// Lets every system that tests start use the archive of this build.
  ///
  /// @param made whether it is made where it is not there yet, which takes as long as a few starts;
  ///     where it cannot be, tests go without
  public static void use(boolean made) throws Exception {
    Path jar =
        Path.of(ClassArchive.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path archive = jar.resolveSibling("systems.jsa");
    if (made && Files.isRegularFile(jar) && Files.notExists(archive)) {
      make(archive);
    }
    if (Files.exists(archive)) {
      System.setProperty(Launch.ARCHIVE, archive.toString());
    }
  }

  private static void make(Path archive) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("archive");
    Path fresh = folder.resolve(archive.getFileName());
    ProcessBuilder training =
        ChildJvm.of(ClassArchive.class, folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile());
    training.command().add(1, "-XX:ArchiveClassesAtExit=" + fresh);
    Process process = training.start();
    process.waitFor(LIMIT_S, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    if (process.exitValue() == 0 && Files.exists(fresh)) {
      Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
    }
    runtime.Folders.delete(folder);
  }

  /// Starts all systems in this JVM, and ends it when all listen.
  static void main(String[] arguments) throws Exception {
    SortedMap<String, Served> systems = ServedSystems.with(ClassArchive.class);
    PipedOutputStream out = new PipedOutputStream();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(new PipedInputStream(out), UTF_8))) {
      System.setOut(new PrintStream(out, true, UTF_8));
      for (Served system : systems.values()) {
        Launch launch = system.launch(system.engines().getFirst());
        Method main = Class.forName(launch.mainClass()).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        Path data = Path.of(arguments[0], launch.name());
        Object filled =
            launch.arguments().stream()
                .map(word -> word.replace("{data}", data.toString()).replace("{port}", "0"))
                .map(word -> word.replace("{host}", "127.0.0.1"))
                .toArray(String[]::new);
        Thread.ofPlatform().daemon().start(() -> run(main, filled));
      }
      for (int left = systems.size(); left > 0; left--) {
        said.readLine();
      }
    }
    System.exit(0);
  }

  private static void run(Method main, Object arguments) {
    try {
      main.invoke(null, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
