package tools.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kit.machine.NoiseWatch;
import kit.report.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ExitStatus;
import tools.Diagnosis;
import tools.Diagnosis.Missing;
import tools.Diagnosis.Note;
import tools.Diagnosis.Ready;

class DoctorTest {
  @TempDir private Path project;

  @Test
  void thePageShowsMarksAdviceAndTheCount() {
    assertEquals(
        """
          ✓ JDK          25.0.3 (Sample)
          ! noise        load 1.8
                         close other programs
          ✗ disk         the project lies in memory (tmpfs), where nothing is durable
                         move it to a folder on a disk
        1 ready, 1 note, 1 missing
        """,
        page(true));
  }

  @Test
  void thePageDoesWithoutMarksThatATerminalCannotShow() {
    assertTrue(page(false).chars().allMatch(character -> character < 128), page(false));
    assertTrue(page(false).startsWith("  + JDK"), page(false));
  }

  @Test
  void noLineIsLongerThanATerminalIsWide() {
    Note wordy =
        new Note(
            "Docker",
            "no daemon answers, ".repeat(9),
            List.of("tried unix:///var/run/docker.sock (no such file), ".repeat(5)));
    for (int width : new int[] {40, 60, 80, 120}) {
      for (String line : new DoctorPage(terminal(width, true)).lines(List.of(wordy))) {
        assertTrue(line.length() <= width, line.length() + ": " + line);
      }
    }
  }

  @Test
  void everySecondOfTheWatchIsShownAndTheProgramsComeFirst() throws Exception {
    WholeProject.in(project);
    List<Integer> seconds = new ArrayList<>();
    Doctor.Findings findings =
        new Doctor(project, NoiseWatch::blind, seconds::add)
            .look(3, List.of(new Ready("JDK", "25")));
    assertEquals(List.of(0, 1, 2), seconds);
    assertEquals(
        List.of("JDK", "Jupyter", "noise", "disk", "catalogue"),
        findings.diagnoses().stream().map(Diagnosis::name).toList());
    assertTrue(findings.limits().stream().anyMatch(limit -> limit.id().equals("sha256")));
    assertEquals(List.of("lock", "project"), left(), "a run's folder, which it has taken away");
  }

  @Test
  void aDiskThatRefusesIsSaidAndNothingIsMeasured() throws Exception {
    WholeProject.in(project);
    Files.writeString(project.resolve(".work"), "a file where the folder should be");
    Doctor.Findings findings =
        new Doctor(project, NoiseWatch::blind, second -> {}).look(0, List.of());
    assertEquals(ExitStatus.ENVIRONMENT_LACKS, findings.exitStatus());
    assertTrue(findings.limits().isEmpty());
  }

  @Test
  void onlyWhatStopsEveryLabGivesAStatus() {
    assertEquals(
        ExitStatus.DONE, findings(new Note("noise", "loud", List.of("hush"))).exitStatus());
    assertEquals(
        ExitStatus.ENVIRONMENT_LACKS,
        findings(new Missing("disk", "gone", List.of("get one"))).exitStatus());
  }

  @Test
  void theReportIsJsonWithNullForWhatIsUnknown() throws Exception {
    Doctor.Findings findings = findings(new Note("noise", "loud", List.of("hush")));
    ObjectMapper mapper = new ObjectMapper();
    JsonNode json = mapper.readTree(mapper.writeValueAsString(findings.asMap()));
    assertTrue(json.at("/noise/steal_share").isNull());
    assertEquals("note", json.at("/diagnoses/0/state").asText());
    assertEquals("hush", json.at("/diagnoses/0/advice/0").asText());
    assertEquals("0 ready, 1 note, nothing missing", json.at("/exit/reason").asText());
  }

  private static Doctor.Findings findings(Diagnosis diagnosis) {
    return new Doctor.Findings(Map.of(), NoiseWatch.blind().stop(), List.of(), List.of(diagnosis));
  }

  private static Terminal terminal(int width, boolean utf8) {
    return new Terminal(width, utf8, false, false);
  }

  private static String page(boolean utf8) {
    List<Diagnosis> diagnoses =
        List.of(
            new Ready("JDK", "25.0.3 (Sample)"),
            new Note("noise", "load 1.8", List.of("close other programs")),
            DiskCheck.look(1, 1L << 30, "tmpfs"));
    return String.join("\n", new DoctorPage(terminal(80, utf8)).lines(diagnoses)) + "\n";
  }

  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(project.resolve(".work"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
