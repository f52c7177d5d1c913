package tools;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import peers.PythonPackages;
import runtime.ChildProcess;
import runtime.ProgramRun;

/// JupyterLab with the Java kernel, in an environment of the project's own.
///
/// The kernel is JJava from the Python package index under the kernel name `java`, which is IJava's
/// name too: a notebook runs on either. It gets this process's JDK, and one jar without classes
/// whose manifest names the kit's jars, so that a notebook needs one `%classpath` line.
public final class Jupyter {
  private static final Duration END_LIMIT = Duration.ofSeconds(10);
  private static final Pattern OUTSIDE =
      Pattern.compile("<script[^>]* src=\"https:[^>]*>\\s*</script>");
  private static final String STYLE =
      "<style>:root{color-scheme:only light}.jp-MarkdownOutput"
          + " a:link{text-decoration:underline!important} .highlight .c1{color:#2f6f6f!important}"
          + " .highlight .mi,.highlight .mf{color:#006400!important}</style>";
  private static final String FAILED_CELL = "An error occurred while executing the following cell";

  /// What notebooks read: `reference` makes the newest result that of the reference run.
  private static final String RESULT = "REMEASURE_RESULT";

  private final PythonPackages packages;

  Jupyter(PythonPackages packages) {
    this.packages = packages;
  }

  /// Installs what is missing into `home` and returns when all is there. Safe to repeat and to
  /// interrupt: an environment that was not finished is made anew.
  ///
  /// @throws IOException as [PythonPackages#install] does
  public static Jupyter install(Path home) throws IOException {
    PythonPackages packages = PythonPackages.of(home).withDependencies();
    packages.install();
    Jupyter ready = new Jupyter(packages);
    ready.writeKernel();
    writeKit(home.resolve("kit.jar"));
    return ready;
  }

  /// Opens JupyterLab on a notebook, or on the folder, and returns its exit status once it ends.
  ///
  /// @param result which results notebooks open on: `latest` or `reference`
  public int open(Path folder, String notebook, String result)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program("jupyter"), "lab"));
    if (System.getProperty("user.name").equals("root")) {
      command.add("--allow-root");
    }
    if (!notebook.isEmpty()) { // so that the address that it prints opens the notebook itself
      command.add("--LabApp.default_url=/lab/tree/" + notebook);
    }
    ProcessBuilder lab = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
    lab.environment().put(RESULT, result);
    return untilTheEnd(lab);
  }

  /// Starts JupyterLab and waits. A signal to this process alone would leave it running, and Ctrl-C
  /// only makes it ask; so this JVM ends it, which must be settled before a signal can come. When
  /// this JVM is killed, what holds on to it does.
  private static int untilTheEnd(ProcessBuilder lab) throws IOException, InterruptedException {
    CompletableFuture<Optional<ChildProcess>> started = new CompletableFuture<>();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> started.join().ifPresent(Jupyter::end), "end"));
    try {
      started.complete(Optional.of(ChildProcess.start("JupyterLab", lab, "TERM")));
    } finally {
      started.complete(Optional.empty()); // of no effect once it has started
    }
    return started.join().orElseThrow().awaitEnd();
  }

  private static void end(ChildProcess lab) {
    try {
      lab.stop("TERM", END_LIMIT);
    } catch (IOException e) {
      // it is gone in any case
    }
  }

  /// Runs notebooks from top to bottom and writes them as HTML.
  ///
  /// @param result which results they open on: `latest` or `reference`
  /// @return 0, or 1 if a cell failed
  public int execute(Path folder, List<String> notebooks, Path into, String result)
      throws IOException {
    Files.createDirectories(into);
    int status = 0;
    for (String notebook : notebooks) {
      ProcessBuilder convert =
          new ProcessBuilder(
                  program("jupyter"),
                  "nbconvert",
                  "--to",
                  "html",
                  "--execute",
                  "--no-prompt",
                  "--ExecutePreprocessor.timeout=300",
                  "--output-dir",
                  into.toString(),
                  notebook + ".ipynb")
              .directory(folder.toFile());
      convert.environment().put(RESULT, result);
      try {
        ProgramRun.output("nbconvert failed", convert);
        Path page = into.resolve(notebook + ".html");
        Files.writeString(page, alone(Files.readString(page)));
        System.out.println(page);
      } catch (IOException e) {
        System.err.println(cause(e.getMessage()));
        System.err.println("error: notebook " + notebook + " failed");
        status = 1;
      }
    }
    return status;
  }

  /// The page without the scripts that it would ask a server for and has no use for, and with links
  /// and comments that can be told and read.
  private static String alone(String page) {
    return OUTSIDE.matcher(page).replaceAll("").replace("</head>", STYLE + "</head>");
  }

  /// What nbconvert says of the cell that failed, without Python's own trace.
  private static String cause(String said) {
    int cell = said.indexOf(FAILED_CELL);
    return cell < 0 ? said : said.substring(cell).strip();
  }

  private String program(String name) {
    return packages.program(name).toString();
  }

  /// Cells are compiled as they are run, by a compiler that is cold: most of what a notebook waits
  /// for. The first of the JVM's own compilers halves that.
  private void writeKernel() throws IOException {
    Path kernel =
        packages.program("jupyter").resolveSibling("../share/jupyter/kernels/java").normalize();
    if (!Files.isRegularFile(kernel.resolve("jjava.jar"))) {
      throw new IOException(
          packages.program("jupyter").getParent().getParent()
              + " has no Java kernel; delete that folder, and the same command makes it anew");
    }
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String json =
        """
        {
          "argv": ["%s", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                   "--enable-native-access=ALL-UNNAMED",
                   "--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true",
                   "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
                   "-jar", "%s", "{connection_file}"],
          "display_name": "Java",
          "language": "java",
          "interrupt_mode": "message"
        }
        """
            .formatted(quoted(java), quoted(kernel.resolve("jjava.jar")));
    Path half = Files.createTempFile(kernel, "kernel", ".tmp");
    Files.writeString(half, json);
    Files.move(half, kernel.resolve("kernel.json"), StandardCopyOption.REPLACE_EXISTING);
  }

  private static String quoted(Path path) {
    return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
  }

  /// A jar without classes whose manifest names the class path of this process: the kit itself and
  /// all that it needs.
  private static void writeKit(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
                .collect(Collectors.joining(" ")));
    Path half = Files.createTempFile(jar.getParent(), "kit", ".tmp");
    try (OutputStream out = Files.newOutputStream(half)) {
      new JarOutputStream(out, manifest).close();
    }
    Files.move(half, jar, StandardCopyOption.REPLACE_EXISTING);
  }
}
