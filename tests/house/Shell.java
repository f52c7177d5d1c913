package house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// A small machine for shell scripts: a temporary folder with a home, and a search path on which
/// nothing is found but a few plain tools and the stand-ins that a test puts there.
final class Shell {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "cp",
          "cut",
          "echo",
          "env",
          "flock",
          "grep",
          "head",
          "kill",
          "ln",
          "mkdir",
          "mktemp",
          "mountpoint",
          "mv",
          "printf",
          "readlink",
          "rm",
          "rmdir",
          "setsid",
          "sha256sum",
          "sleep",
          "tail",
          "touch");
  private static final Path TOOL_FOLDER = linkTools();
  private static final int PATIENCE_S = 60;

  final Path folder;
  final Path home;
  final Path commands;
  private final Map<String, String> environment = new TreeMap<>();

  Shell(Path folder) throws IOException {
    this.folder = folder;
    home = Files.createDirectories(folder.resolve("home"));
    commands = Files.createDirectories(folder.resolve("commands"));
    set("PATH", commands + ":" + TOOL_FOLDER);
    set("HOME", home.toString());
    set("TMPDIR", Files.createDirectories(folder.resolve("tmp")).toString());
  }

  private static Path linkTools() {
    try {
      Path folder = Files.createTempDirectory("tools");
      folder.toFile().deleteOnExit();
      for (String tool : TOOLS) {
        Path link = Files.createSymbolicLink(folder.resolve(tool), find(tool));
        link.toFile().deleteOnExit();
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find(String tool) {
    for (String candidate : System.getenv("PATH").split(":")) {
      Path file = Path.of(candidate, tool);
      if (Files.isExecutable(file)) return file;
    }
    throw new IllegalStateException(tool + " is not on PATH; these tests need it");
  }

  Shell set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  String path() {
    return environment.get("PATH");
  }

  /// Puts an executable bash script at `file`; `$FOLDER` in it is this machine's folder.
  static Path script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/usr/bin/env bash\n" + body + "\n");
    if (!file.toFile().setExecutable(true)) throw new IOException(file + " stays unexecutable");
    return file;
  }

  /// Puts a stand-in for a command on the search path.
  Path command(String name, String body) throws IOException {
    return script(commands.resolve(name), body);
  }

  Outcome run(Path workingFolder, Object... command) throws Exception {
    return start(workingFolder, command).finish();
  }

  Started start(Path workingFolder, Object... command) throws IOException {
    return new Started(workingFolder, command);
  }

  /// A command that runs; closing it ends it.
  final class Started implements AutoCloseable {
    final Process process;
    private final Path out;
    private final Path err;

    private Started(Path workingFolder, Object... command) throws IOException {
      out = Files.createTempFile(folder, "out", "");
      err = Files.createTempFile(folder, "err", "");
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command).stream().map(Object::toString).toList())
              .directory(workingFolder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.environment().put("FOLDER", folder.toString());
      process = builder.start();
    }

    /// Waits until the file is there: the sign by which a stand-in says how far it is.
    void awaitFile(Path file) throws Exception {
      long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
      while (!Files.exists(file)) {
        if (System.nanoTime() > deadlineNs)
          throw new IllegalStateException("no " + file + read(err));
        if (process.waitFor(10, TimeUnit.MILLISECONDS) && !Files.exists(file)) {
          throw new IllegalStateException("ended before " + file + ": " + read(out) + read(err));
        }
      }
    }

    /// Sends a signal to the command and all it started, as a terminal does for Ctrl-C.
    void signalGroup(String signal) throws Exception {
      new ProcessBuilder("kill", "-" + signal, "--", "-" + process.pid()).start().waitFor();
    }

    Outcome finish() throws Exception {
      try (this) {
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
          throw new IllegalStateException("still running: " + read(out) + read(err));
        }
        return new Outcome(process.exitValue(), read(out), read(err));
      }
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }

    private static String read(Path file) {
      try {
        return Files.readString(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
