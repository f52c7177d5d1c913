package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

class PrerequisitesTest {
  /// A machine with just these programs; the value is the answer to any question, or none.
  private static final class Machine implements Commands {
    private final Map<String, Optional<Answer>> programs = new HashMap<>();

    Machine with(String name) {
      programs.put(name, Optional.empty());
      return this;
    }

    Machine with(String name, int status, String text) {
      programs.put(name, Optional.of(new Answer(status, text)));
      return this;
    }

    @Override
    public Optional<Path> find(String name) {
      return programs.containsKey(name) ? Optional.of(Path.of("bin", name)) : Optional.empty();
    }

    @Override
    public Optional<Answer> ask(List<String> command) {
      return programs.getOrDefault(command.getFirst(), Optional.empty());
    }
  }

  private static String remedy(Diagnosis found) {
    return assertInstanceOf(Note.class, found).advice().getFirst();
  }

  @ParameterizedTest
  @CsvSource({
    "apt-get, sudo apt-get install docker.io, sudo apt-get install python3-venv",
    "dnf, sudo dnf install moby-engine, sudo dnf install python3",
    "brew, brew install --cask docker, brew install python",
    "winget, winget install Docker.DockerDesktop, winget install Python.Python.3.13",
    "none, install Docker, install Python 3 with venv"
  })
  void remedyIsTheCommandOfThisMachinesInstaller(String installer, String docker, String python) {
    Prerequisites machine = new Prerequisites(new Machine().with(installer));
    assertEquals(docker, remedy(machine.docker()));
    assertEquals(python, remedy(machine.python()));
  }

  @Test
  void daemonThatAnswersIsShownWithItsVersion() {
    Machine machine = new Machine().with("docker", 0, "28.2.2");
    assertEquals(new Ready("Docker", "28.2.2"), new Prerequisites(machine).docker());
  }

  @ParameterizedTest
  @CsvSource({
    "systemctl, sudo systemctl start docker",
    "brew, open -a Docker",
    "apt-get, sudo environment/runtime/dockerd.sh"
  })
  void dockerWithoutADaemonIsToBeStartedNotInstalled(String beside, String start) {
    Machine machine = new Machine().with("docker", 1, "Cannot connect").with(beside);
    assertEquals(start, remedy(new Prerequisites(machine).docker()));
  }

  @Test
  void dockerThatDoesNotAnswerInTimeIsAbsent() {
    assertInstanceOf(Note.class, new Prerequisites(new Machine().with("docker")).docker());
  }

  @Test
  void pythonWithoutVenvDoesNotCount() {
    Machine machine = new Machine().with("python3", 1, "No module named ensurepip");
    assertInstanceOf(Note.class, new Prerequisites(machine).python());
    machine.with("python", 0, "3.13.1");
    assertEquals(new Ready("Python", "3.13.1"), new Prerequisites(machine).python());
  }

  @Test
  void anyOfTheBrowsersWillDo() {
    Machine machine = new Machine().with("google-chrome");
    Diagnosis expected = new Ready("Chromium", Path.of("bin/google-chrome").toString());
    assertEquals(expected, new Prerequisites(machine).browser());
  }
}
