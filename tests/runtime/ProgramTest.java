package runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ProgramTest {
  @Command(name = "./jbang saw", description = "Saws.")
  private static final class Saw extends Program {
    private final Throwable breaks;

    Saw(Throwable breaks) {
      this.breaks = breaks;
    }

    @Override
    public Integer call() throws Exception {
      if (breaks instanceof Error error) throw error;
      if (breaks != null) throw (Exception) breaks;
      listening("127.0.0.1", 8000);
      return 7;
    }
  }

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Throwable breaks;

  private int run(String... args) {
    CommandLine saw = new Saw(breaks).commandLine();
    saw.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return Program.execute(saw, args);
  }

  private String told(int status, Throwable thrown) {
    breaks = thrown;
    err.getBuffer().setLength(0);
    assertEquals(status, run(), err.toString());
    assertFalse(err.toString().contains("\tat "), err.toString());
    return err.toString();
  }

  @Test
  void statusIsThePrograms() {
    assertEquals(7, run());
    assertEquals("listening on 127.0.0.1:8000\n", out.toString());
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

  @Test
  void whatTheSurroundingsLackIsOneSentenceAndStatus3() {
    assertEquals("error: the blade is missing\n", told(3, new IOException("the blade is missing")));
    assertEquals("error: there is no file a.json\n", told(3, new NoSuchFileException("a.json")));
    assertEquals(
        "error: /a may not be used: access is denied\n", told(3, new AccessDeniedException("/a")));
    assertEquals(
        "error: cannot saw: there is no file a\n",
        told(3, new UncheckedIOException("cannot saw", new NoSuchFileException("a"))));
    assertEquals(
        "error: there is no file a\n",
        told(3, new UncheckedIOException(new NoSuchFileException("a"))));
  }

  @Test
  void whatNobodyForesawIsOneSentenceAndTheWayToItsPlace() {
    String way = "\n  do        the same with --stacktrace shows where it came from\n";
    assertEquals(
        "error: something that nobody foresaw: ArithmeticException, / by zero" + way,
        told(1, new ArithmeticException("/ by zero")));
    assertEquals(
        "error: something that nobody foresaw: NoClassDefFoundError, a/B" + way,
        told(1, new NoClassDefFoundError("a/B")));
    assertTrue(told(1, new OutOfMemoryError("heap")).startsWith("error: the memory is not enough"));
  }

  @Test
  void stacktraceShowsWhereItCameFrom() {
    breaks = new ArithmeticException("/ by zero");
    assertEquals(1, run("--stacktrace"));
    assertTrue(err.toString().contains("ArithmeticException: / by zero\n\tat "), err.toString());
  }
}
