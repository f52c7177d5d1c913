package postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runtime.ProgramRun;

/// PostgreSQL refuses to run as root. Started by root it runs, where the kernel allows that, in a
/// user namespace of its own, in which it is nobody and its files are still root's; a container
/// mostly forbids that, and there it runs as nobody and its files are nobody's.
final class OrdinaryUser {
  /// What every Linux calls nobody.
  private static final int NOBODY = 65_534;

  private static final List<String> NAMESPACE = List.of("unshare", "-U");

  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups");

  private OrdinaryUser() {}

  /// How to run a program as one; more arguments may follow.
  static List<String> command(Path program) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(hasNamespaces() ? NAMESPACE : AS_NOBODY);
    }
    command.add(program.toString());
    return command;
  }

  /// Lets it write to a new folder of ours.
  static void own(Path folder) throws IOException {
    if (isRoot() && !hasNamespaces()) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      Files.setAttribute(folder, "unix:gid", NOBODY);
    }
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  private static boolean hasNamespaces() {
    List<String> attempt = new ArrayList<>(NAMESPACE);
    attempt.addAll(List.of("sh", "-c", ":"));
    try {
      ProgramRun.output("no namespace", new ProcessBuilder(attempt));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
