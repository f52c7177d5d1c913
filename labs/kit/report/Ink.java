package kit.report;

/// How a piece of text is set off on a terminal with colour. Only the 16 basic colours and the two
/// weights, because finer ones break on some terminals and ignore the user's own palette.
public enum Ink {
  PLAIN(""),
  GREEN("32"),
  CYAN("36"),
  YELLOW("33"),
  RED("31"),
  BOLD("1"),
  DIM("2");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String on(String text) {
    return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
