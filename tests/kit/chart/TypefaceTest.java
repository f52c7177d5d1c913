package kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.report.Trouble;
import kit.result.ExampleResults;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runtime.ExitStatus;

class TypefaceTest {
  private static final Typeface TYPEFACE = Typeface.load();

  @Property(tries = 200)
  void wrappedLinesFitAndLoseNoWord(
      @ForAll @AlphaChars @Chars(' ') @StringLength(max = 80) String text,
      @ForAll @IntRange(min = 60, max = 400) int room) {
    List<String> lines = TYPEFACE.wrap(text, Type.BODY, room);
    for (String line : lines) {
      assertTrue(TYPEFACE.width(line, Type.BODY) <= room, line);
    }
    if (lines.stream().noneMatch(line -> line.endsWith("…"))) {
      assertEquals(text.strip().replaceAll(" +", " "), String.join(" ", lines).strip());
    }
  }

  @Test
  void lineNeverBreaksInsideANumberOrARangeOrBeforeAPercent() {
    assertEquals(List.of("band:", "min – max"), TYPEFACE.wrap("band: min – max", Type.BODY, 70));
    assertEquals(
        List.of("about", "1 250 000", "of 5 %"),
        TYPEFACE.wrap("about 1 250 000 of 5 %", Type.BODY, 70));
  }

  @Test
  void tooManyLinesEndInAnEllipsis() {
    List<String> lines = TYPEFACE.wrap("one two three four five six", Type.BODY, 60, 2);
    assertEquals(2, lines.size());
    assertTrue(lines.getLast().endsWith("…"), lines.toString());
  }

  @Test
  void fontThatFailsIsTroubleWithSomethingToDo() {
    for (Throwable failure :
        List.of(
            new InternalError("Fontconfig head is null"),
            new NoClassDefFoundError("sun.font.SunFontManager"),
            new IllegalStateException("none"))) {
      Trouble trouble =
          assertThrows(
              Trouble.class,
              () ->
                  Typeface.load(
                      type -> {
                        throw sneaky(failure);
                      }));
      assertEquals(ExitStatus.ENVIRONMENT_LACKS, trouble.exitStatus());
      assertEquals(failure, trouble.getCause());
      assertTrue(trouble.actions().getFirst().text().contains("fonts-dejavu"));
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException sneaky(Throwable failure) throws T {
    throw (T) failure;
  }

  /// A machine without any font, as Java sees it: fontconfig knows none, and no home folder keeps
  /// what it knew before.
  @Test
  void realJavaWithoutFontsSaysSoInOneSentence(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path empty = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.home=" + folder,
            "-cp",
            System.getProperty("java.class.path"),
            WithoutFonts.class.getName());
    java.environment().put("FONTCONFIG_FILE", empty.toString());
    Process process = java.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(3, process.waitFor(), said);
    assertEquals("no chart can be drawn: this machine has no font for Java", said.strip());
  }

  /// Draws a chart, or prints its trouble and exits with its status.
  static final class WithoutFonts {
    private WithoutFonts() {}

    public static void main(String[] arguments) {
      try {
        System.out.println(Charts.figures(ExampleResults.quick().build()).title());
      } catch (Trouble trouble) {
        System.out.println(trouble.what());
        System.exit(trouble.exitStatus().code());
      }
    }
  }
}
