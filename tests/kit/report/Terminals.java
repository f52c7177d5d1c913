package kit.report;

/// The terminals that tests render for.
final class Terminals {
  static final Terminal UTF8 = new Terminal(80, true, false, false);
  static final Terminal ASCII = new Terminal(80, false, false, false);
  static final Terminal COLOUR = new Terminal(80, true, true, true);
  static final Terminal LIVE_WITHOUT_COLOUR = new Terminal(80, true, false, true);

  private Terminals() {}
}
