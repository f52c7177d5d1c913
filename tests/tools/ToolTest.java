package tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ToolTest {
  @Command(name = "./jbang saw", description = "Saws.")
  private static final class Saw extends Tool {
    @Override
    public Integer call() {
      return 7;
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine saw = new Saw().commandLine();
    return saw.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  @Test
  void statusIsTheTools() {
    assertEquals(7, run());
  }

  @Test
  void wrongOptionIsOneSentenceAndTheWayToHelp() {
    assertEquals(2, run("--fast"));
    assertEquals(
        "error: Unknown option: '--fast'\n  do        ./jbang saw --help\n", err.toString());
  }

  @Test
  void helpIsOnStandardOutput() {
    assertEquals(0, run("--help"));
    assertTrue(out.toString().startsWith("Usage: ./jbang saw"));
  }
}
