package kit.report;

import kit.result.Verdict;

/// Signs and colours of one terminal. The words carry the meaning; a sign or a colour only repeats
/// it, so a table reads the same without either.
public record Style(Terminal terminal) {
  /// The text in this ink, or as it is where there is no colour.
  public String ink(Ink ink, String text) {
    return terminal.colour() ? ink.on(text) : text;
  }

  /// Text from a result or a user, made safe to print: control characters never reach the terminal,
  /// and without UTF-8 everything is ASCII.
  public String text(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(safe, c));
    return safe.toString();
  }

  private void append(StringBuilder out, int c) {
    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
      out.append(c == '\n' || c == '\t' ? ' ' : '?');
    } else if (terminal.utf8() && Character.isDefined(c) && !surrogate(c)) {
      out.appendCodePoint(c);
    } else {
      out.append(c < 128 ? Character.toString(c) : ascii(c));
    }
  }

  private static boolean surrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  private static String ascii(int c) {
    return switch (c) {
      case '–', '—', '−', '‑' -> "-";
      case 'µ', 'μ' -> "u";
      case '×' -> "x";
      case '≤' -> "<=";
      case '≥' -> ">=";
      case '≈' -> "~";
      case '±' -> "+-";
      case '…' -> "...";
      case '’', '‘' -> "'";
      case '“', '”' -> "\"";
      case '→' -> "->";
      case '\u00a0', '\u202f' -> " ";
      case '√' -> "sqrt";
      default -> "?";
    };
  }

  /// The sign of a verdict; a space where it has none.
  public String mark(Verdict verdict) {
    return terminal.utf8() ? verdict.mark() : verdict.asciiMark();
  }

  /// The ink of a verdict.
  public Ink inkOf(Verdict verdict) {
    return switch (verdict) {
      case EXCEEDED, KEPT -> Ink.GREEN;
      case REPRODUCED -> Ink.CYAN;
      case SHORT, DIFFERS, INCONCLUSIVE -> Ink.YELLOW;
      case CONTRADICTED, CONTRADICTED_IF, DISPUTED -> Ink.RED;
      case PROXY, STRONGER, OTHER, COMPUTED, COUNTED, UNMEASURABLE, NOT_RUN -> Ink.PLAIN;
      case ILLUSTRATION, SMOKE, NONE -> Ink.DIM;
    };
  }

  /// The dash of a range.
  public String dash() {
    return terminal.utf8() ? "–" : "-";
  }

  /// Stands for what was cut off.
  public String ellipsis() {
    return terminal.utf8() ? "…" : "...";
  }

  /// Leads the line of a check that held.
  public String held() {
    return terminal.utf8() ? "✓" : "[ok]  ";
  }

  /// Leads the line of a check that failed.
  public String failed() {
    return terminal.utf8() ? "✗" : "[FAIL]";
  }

  /// Leads the line of a check that had nothing to look at.
  String notRun() {
    return terminal.utf8() ? "·" : "[none]";
  }

  /// A bar of this many columns, filled to this share.
  String bar(double share, int columns) {
    double filled = Math.clamp(share, 0, 1) * columns;
    int whole = (int) filled;
    if (!terminal.utf8()) {
      int inside = columns - 2;
      int full = (int) (Math.clamp(share, 0, 1) * inside);
      return "[" + "#".repeat(full) + "-".repeat(inside - full) + "]";
    }
    String half = filled - whole >= 0.5 ? "▌" : "";
    return "█".repeat(whole) + half + "·".repeat(columns - whole - half.length());
  }
}
