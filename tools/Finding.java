package tools;

/// What a look at one thing on this machine found.
public sealed interface Finding {
  /// What was looked for, in one or two words.
  String name();

  /// It is there.
  ///
  /// @param name what was looked for
  /// @param detail its version or place
  record Present(String name, String detail) implements Finding {}

  /// It is not there, or does not work.
  ///
  /// @param name what was looked for
  /// @param consequence what was seen, and what the project does or cannot do without it
  /// @param remedy the command that gets it
  record Absent(String name, String consequence, String remedy) implements Finding {}
}
