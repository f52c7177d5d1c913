package tools;

/// The client by which this machine's owner installs programs.
public enum Installer {
  /// Debian, Ubuntu.
  APT("sudo apt-get install "),
  /// Fedora, Red Hat.
  DNF("sudo dnf install "),
  /// macOS.
  BREW("brew install "),
  /// Windows.
  WINGET("winget install "),
  /// None that this project knows.
  UNKNOWN("install ");

  private final String command;

  Installer(String command) {
    this.command = command;
  }

  /// The installer that is there.
  public static Installer of(Commands commands) {
    if (commands.find("apt-get").isPresent()) return APT;
    if (commands.find("dnf").isPresent()) return DNF;
    if (commands.find("brew").isPresent()) return BREW;
    if (commands.find("winget").isPresent()) return WINGET;
    return UNKNOWN;
  }

  /// The command that installs a program, whose packages are called so; `other` is what the program
  /// itself is called.
  String install(String apt, String dnf, String brew, String winget, String other) {
    return command
        + switch (this) {
          case APT -> apt;
          case DNF -> dnf;
          case BREW -> brew;
          case WINGET -> winget;
          case UNKNOWN -> other;
        };
  }
}
