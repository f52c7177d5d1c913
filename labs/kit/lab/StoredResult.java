package kit.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import kit.result.Result;
import kit.result.ResultStore;

/// The result that is meant where a lab is named: your newest run with verdicts; else the reference
/// run; else your newest quick one, which shows that a lab works and hides no answer.
///
/// @param file where it is stored
/// @param whose which of them it is: `the reference run`
/// @param quick whether you have runs of your own, but quick ones only, and this is none of them
/// @param passedOver a sentence for each newer file of yours that this version cannot read: of an
///     older schema, say
public record StoredResult(
    Path file, Result result, String whose, boolean quick, List<String> passedOver) {
  public StoredResult {
    passedOver = List.copyOf(passedOver);
  }

  /// Whether it is one of the project's own.
  public boolean reference() {
    return whose.equals(REFERENCE);
  }

  private static final String REFERENCE = "the reference run";

  /// @throws IOException if there is no result of this lab; the message says how to make one
  public static StoredResult newest(Project project, String lab) throws IOException {
    return newest(project, project.results(), lab);
  }

  /// As [#newest(Project, String)], where your results are kept elsewhere.
  public static StoredResult newest(Project project, Path results, String lab) throws IOException {
    List<String> passedOver = new ArrayList<>();
    Optional<StoredResult> quick = Optional.empty();
    for (Path file : new ResultStore(results).files(lab).reversed()) {
      try {
        Result own = ResultStore.read(file);
        if (!own.smoke()) {
          return new StoredResult(file, own, "your newest run with verdicts", false, passedOver);
        }
        quick =
            quick.or(
                () ->
                    Optional.of(
                        new StoredResult(
                            file, own, "your newest run, a quick one", false, passedOver)));
      } catch (IllegalArgumentException e) {
        passedOver.add("Passed over: " + e.getMessage() + ".");
      }
    }
    if (new ResultStore(project.reference()).newest(lab).isPresent()) {
      StoredResult shown = reference(project, lab);
      return new StoredResult(shown.file, shown.result, REFERENCE, quick.isPresent(), passedOver);
    }
    return quick.orElseThrow(() -> none(lab));
  }

  /// @throws IOException if there is no reference run of this lab
  public static StoredResult reference(Project project, String lab) throws IOException {
    Path file = new ResultStore(project.reference()).newest(lab).orElseThrow(() -> none(lab));
    return new StoredResult(file, ResultStore.read(file), REFERENCE, false, List.of());
  }

  /// The newest of every lab, in their order.
  ///
  /// @param reference whether only reference runs are meant
  public static List<StoredResult> ofEveryLab(Project project, boolean reference)
      throws IOException {
    SortedSet<String> labs = new TreeSet<>(new ResultStore(project.reference()).labs());
    if (!reference) {
      labs.addAll(new ResultStore(project.results()).labs());
    }
    List<StoredResult> all = new ArrayList<>();
    for (String lab : labs) {
      all.add(reference ? reference(project, lab) : newest(project, lab));
    }
    return all;
  }

  /// @throws IOException if there is no such file, or it is no result
  public static StoredResult of(Path file) throws IOException {
    return new StoredResult(
        file, ResultStore.read(file), "the run of your choice", false, List.of());
  }

  private static IOException none(String lab) {
    return new IOException(
        "there is no result of " + lab + " yet; make one: jbang labs/" + lab + ".java");
  }
}
