package kit.report;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// What the place that we print to can show.
///
/// @param width columns to use, [#LEAST_WIDTH] to [#GREATEST_WIDTH]
/// @param utf8 whether marks and bars may leave ASCII
/// @param colour whether escape codes for colour and weight may be written
/// @param interactive whether a block may be redrawn in place
public record Terminal(int width, boolean utf8, boolean colour, boolean interactive) {
  /// Nothing is laid out for fewer columns, even where the window is narrower.
  public static final int LEAST_WIDTH = 40;

  /// Nothing is laid out for more, however wide the window.
  public static final int GREATEST_WIDTH = 240;

  /// Wider lines of text are hard to read.
  private static final int TEXT_WIDTH = 120;

  /// Where nobody tells the width.
  private static final int USUAL_WIDTH = 80;

  public Terminal {
    width = Math.clamp(width, LEAST_WIDTH, GREATEST_WIDTH);
  }

  /// Columns for text.
  public int textWidth() {
    return Math.min(width, TEXT_WIDTH);
  }

  /// Whether tables may have to give way to lists: the window is narrower than is usual.
  boolean narrow() {
    return width < USUAL_WIDTH;
  }

  /// The terminal of this process.
  public static Terminal detect() {
    Console console = System.console();
    boolean present = console != null && console.isTerminal();
    return detect(
        System.getenv(),
        present,
        encoding(System.getProperty("stdout.encoding")),
        present ? askedWidth() : OptionalInt.empty());
  }

  /// Decides from facts.
  ///
  /// `NO_COLOR` (no-color.org) removes colour and nothing else; `CLICOLOR_FORCE`
  /// (bixense.com/clicolors) adds it to a pipe, and loses against `NO_COLOR`. Both count only when
  /// they are not empty, `CLICOLOR_FORCE` only when it is not `0`.
  ///
  /// @param console whether input and output are both a terminal
  /// @param asked the width that the terminal gave, if it was asked
  static Terminal detect(
      Map<String, String> environment, boolean console, Charset encoding, OptionalInt asked) {
    boolean live =
        console && !"dumb".equals(environment.get("TERM")) && !environment.containsKey("CI");
    return new Terminal(
        columns(environment).orElse(asked.orElse(USUAL_WIDTH)),
        encoding.equals(StandardCharsets.UTF_8),
        !set(environment, "NO_COLOR") && (live || forced(environment)),
        live);
  }

  private static boolean set(Map<String, String> environment, String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  private static boolean forced(Map<String, String> environment) {
    return set(environment, "CLICOLOR_FORCE") && !environment.get("CLICOLOR_FORCE").equals("0");
  }

  private static OptionalInt columns(Map<String, String> environment) {
    return number(environment.getOrDefault("COLUMNS", ""));
  }

  private static OptionalInt number(String text) {
    return text.matches("[1-9][0-9]{0,5}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  private static Charset encoding(String name) {
    return Optional.ofNullable(name)
        .filter(Charset::isSupported)
        .map(Charset::forName)
        .orElse(StandardCharsets.US_ASCII);
  }

  /// Asks `stty`, since Java has no call for it and a foreign call would print a warning.
  private static OptionalInt askedWidth() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return OptionalInt.empty();
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(1, TimeUnit.SECONDS)) {
        stty.destroyForcibly();
        return OptionalInt.empty();
      }
      String[] rowsAndColumns =
          new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
              .trim()
              .split(" ");
      return rowsAndColumns.length == 2 ? number(rowsAndColumns[1]) : OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
