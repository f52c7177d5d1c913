package kit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import kit.chart.Format;
import kit.chart.Gallery;
import kit.report.Trouble;
import kit.result.Result;
import kit.result.ResultStore;
import runtime.ExitStatus;

/// Brings home what a run measured: the result, and beside it, in a folder of the same name, the
/// charts that it can carry. The result is saved whole or the run fails; without charts it is as
/// good as with them, and `./jbang charts` draws them at any time.
///
/// @param command that measures or judges, to be given another folder
public record Harvest(ResultStore store, Project project, String command) {
  /// Saves a result.
  ///
  /// @throws Trouble with exit status 3 if it cannot be saved
  public Path save(Result result) {
    return saved(() -> store.save(result));
  }

  /// Saves a result in the place of one that lacks how the run ended.
  ///
  /// @throws Trouble with exit status 3 if it cannot be saved; the one before is kept then
  void replace(Path file, Result result) {
    saved(
        () -> {
          store.replace(file, result);
          return file;
        });
  }

  /// Draws the charts of a saved result.
  ///
  /// @return what was saved, and where, as the end of a run says it
  public Map<String, String> draw(Path file, Set<Format> formats) {
    Map<String, String> saved = new LinkedHashMap<>();
    saved.put("result", shown(file));
    try {
      saved.put("charts", shown(Gallery.draw(file, Gallery.folder(file), formats)));
    } catch (RuntimeException | IOException e) {
      saved.put("charts", "none: " + e.getMessage());
    }
    return saved;
  }

  private interface Saving {
    Path file() throws IOException;
  }

  private Path saved(Saving saving) {
    try {
      return saving.file();
    } catch (IOException e) {
      throw Trouble.of(ExitStatus.ENVIRONMENT_LACKS, e.getMessage())
          .fact("kept", "no file: a result is saved whole or not at all")
          .action(command + " --out DIR", "another folder")
          .because(e);
    }
  }

  private String shown(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(project.root())
        ? project.root().relativize(absolute).toString()
        : absolute.toString();
  }
}
