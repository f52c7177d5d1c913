package tools.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.Diagnosis;

/// Whether notebooks can be opened at once.
public final class JupyterCheck {
  /// Written last by the command that installs it.
  private static final String MARK = "environment/jupyter/.venv/ready";

  private JupyterCheck() {}

  /// @param project the project's root
  public static Diagnosis look(Path project) {
    if (Files.isRegularFile(project.resolve(MARK))) {
      return new Diagnosis.Ready("Jupyter", "JupyterLab with the kernel \"java\"");
    }
    return new Diagnosis.Note(
        "Jupyter",
        "not installed in this project yet",
        List.of("./jbang notebooks   gets it, once, in about a minute"));
  }
}
