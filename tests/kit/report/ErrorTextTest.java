package kit.report;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kit.Approval;
import org.junit.jupiter.api.Test;
import runtime.ExitStatus;

class ErrorTextTest {
  private static final List<Trouble> TROUBLES =
      List.of(
          Trouble.of(
                  ExitStatus.ENVIRONMENT_LACKS, "--runtime container, but no Docker daemon answers")
              .fact("tried", "DOCKER_HOST (unset), unix:///var/run/docker.sock (no such file)")
              .action("start Docker, or leave the choice to the lab:")
              .action("jbang labs/sequencer-burst.java --runtime auto"),
          Trouble.of(
                  ExitStatus.ENVIRONMENT_LACKS,
                  "this lab needs Java 25; JBang started it on Java 17.0.13")
              .action("./jbang labs/sequencer-burst.java", "fetches and uses a JDK 25")
              .action("jbang jdk install 25", "once, for plain jbang"),
          Trouble.of(
                  ExitStatus.FAILED,
                  "the sequencer died in trial 7 of 40, while measuring (exit 137)")
              .fact("likely", "killed for memory: its limit was 512 MB, it last used 509 MB")
              .fact(
                  "log",
                  "datasets/results/sequencer-burst/failed-20261120T2152Z/system.log",
                  "| 21:53:07 ERROR wal: cannot map segment 41: Cannot allocate memory")
              .fact("kept", "nothing: no result is written from a run that broke")
              .action("jbang labs/sequencer-burst.java --memory 1g"),
          Trouble.of(
                  ExitStatus.ENVIRONMENT_LACKS,
                  "port 8787 on 127.0.0.1 is taken (by pid 4211, node)")
              .action("choose another: ./jbang serve sequencer --port 0   (any free port)"),
          Trouble.of(ExitStatus.REGRESSION, "burst, 128 channels is slower than the baseline")
              .fact("baseline", "12 110 payments/s [11 800 – 12 390]   20261101T080000Z-11ce")
              .fact("now", " 9 810 payments/s [ 9 420 – 10 240]   ratio 0.81 [0.78 – 0.84]")
              .fact("allowed", "a change of 3 %"),
          Trouble.of(
                  ExitStatus.WRONG_ARGUMENTS,
                  "--only names no figure of this lab: cronosstream.burst.throughputt, which is"
                      + " quite like cronosstream.burst.throughput")
              .action(
                  "jbang labs/sequencer-burst.java --list --with-a-long-option and-its-value",
                  "prints the figures that this lab measures"));

  private static String all(Terminal terminal) {
    ErrorText text = new ErrorText(new Style(terminal));
    StringBuilder all = new StringBuilder();
    TROUBLES.forEach(trouble -> all.append(text.render(trouble)).append('\n'));
    return all.toString();
  }

  @Test
  void troubleSaysWhatHappenedWhatWasSeenAndWhatToType() {
    Approval.check("report/errors.txt", all(Terminals.UTF8));
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    all(Terminals.ASCII).lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  @Test
  void onlyTheFirstWordAndTheStatusAreInked() {
    Approval.check("report/errors-colour.txt", all(Terminals.COLOUR).replace("\u001b", "ESC"));
  }

  @Test
  void troubleWithoutAnExitStatusIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Trouble.of(ExitStatus.DONE, "all is well"));
    assertThrows(IllegalArgumentException.class, () -> new Trouble.Fact("Long name", List.of()));
  }
}
