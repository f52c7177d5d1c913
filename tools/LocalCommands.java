package tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import runtime.OperatingSystem;
import runtime.Temporary;

/// The programs of this machine.
public final class LocalCommands implements Commands {
  private static final int PATIENCE_S = 60;

  @Override
  public Optional<Path> find(String name) {
    return OperatingSystem.program(name);
  }

  @Override
  public Optional<Answer> ask(List<String> command) {
    Path said = null;
    Process process = null;
    try {
      // A file and not a pipe: a daemon that a program leaves behind would hold the pipe open.
      said = Temporary.file("answer", "");
      process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(ProcessBuilder.Redirect.PIPE)
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) return Optional.empty();
      String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8).strip();
      return Optional.of(new Answer(process.exitValue(), text));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      if (process != null) process.destroyForcibly();
      if (said != null) said.toFile().delete();
    }
  }
}
