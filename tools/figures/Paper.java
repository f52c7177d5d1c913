package tools.figures;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import kit.result.Verdict;

/// What the lines are written on: so many columns, with or without UTF-8 and colour.
record Paper(int width, boolean utf8, boolean colour) {
  private static final Pattern BREAK = Pattern.compile("(?<!\\d) | (?!\\d{3}(?:\\D|$)|%)");
  private static final String RESET = "\u001b[0m";

  /// The terminal or pipe that standard output goes to. `NO_COLOR` and `CLICOLOR_FORCE` as they are
  /// commonly understood; the first wins.
  static Paper detect(Map<String, String> environment, boolean terminal, String encoding) {
    boolean forced = !environment.getOrDefault("CLICOLOR_FORCE", "0").equals("0");
    boolean dumb = "dumb".equals(environment.get("TERM")) || environment.containsKey("CI");
    boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
    String columns = environment.getOrDefault("COLUMNS", "");
    int width = columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : 80;
    return new Paper(
        Math.clamp(width, 80, 120),
        "UTF-8".equalsIgnoreCase(encoding),
        colour && (forced || terminal && !dumb));
  }

  /// A computed number with three significant digits, or all whole ones.
  static String number(double value) {
    BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
    int whole = Math.max(0, exact.precision() - exact.scale());
    BigDecimal round = exact.round(new MathContext(Math.max(3, whole)));
    String plain = round.setScale(Math.max(0, round.scale())).toPlainString();
    int point = plain.indexOf('.');
    String front = point < 0 ? plain : plain.substring(0, point);
    return front.replaceAll("(?<=\\d)(?=(\\d{3})+$)", " ") + plain.substring(front.length());
  }

  /// The text as this paper can show it.
  String text(String text) {
    return utf8
        ? text
        : text.replace('–', '-').replace("…", "...").replaceAll("[^\\x20-\\x7e]", "?");
  }

  /// The text in exactly so many columns, cut where it is too long.
  String cell(String text, int columns) {
    String shown = text(text);
    if (shown.length() > columns) {
      String mark = text("…");
      shown = shown.substring(0, columns - mark.length()) + mark;
    }
    return shown + " ".repeat(columns - shown.length());
  }

  /// The text in lines of so many columns, broken at spaces, but not inside a number nor before its
  /// percent sign.
  List<String> wrapped(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : BREAK.split(text(text))) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > columns) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /// A name and its text beside it, wrapped and aligned; nothing where there is no text.
  List<String> named(String name, String text) {
    List<String> lines = new ArrayList<>();
    if (!text.isBlank()) {
      for (String line : wrapped(text, width - 14)) {
        lines.add("  " + cell(lines.isEmpty() ? name : "", 12) + line);
      }
    }
    return lines;
  }

  /// A verdict's sign and words in its colour.
  String verdict(Verdict verdict, String words) {
    String sign = utf8 ? verdict.mark() : verdict.asciiMark();
    return ink(code(verdict), sign + " " + text(words));
  }

  /// Heads of tables.
  String bold(String text) {
    return ink("1", text(text));
  }

  /// Remarks.
  String dim(String text) {
    return ink("2", text(text));
  }

  String good(String text) {
    return ink("32", (utf8 ? "✓ " : "[ok]   ") + text);
  }

  String bad(String text) {
    return ink("31", (utf8 ? "✗ " : "[FAIL] ") + text);
  }

  private String ink(String code, String text) {
    return colour && !code.isEmpty() ? "\u001b[" + code + "m" + text + RESET : text;
  }

  private static String code(Verdict verdict) {
    return switch (verdict) {
      case EXCEEDED, KEPT -> "32";
      case REPRODUCED -> "36";
      case SHORT, DIFFERS, INCONCLUSIVE -> "33";
      case CONTRADICTED, CONTRADICTED_IF, DISPUTED -> "31";
      case ILLUSTRATION, NOT_RUN, SMOKE, NONE -> "2";
      case PROXY, STRONGER, OTHER, COMPUTED, COUNTED, UNMEASURABLE -> "";
    };
  }
}
