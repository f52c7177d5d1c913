package tools.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.report.Columns;
import kit.report.Terminal;
import tools.Diagnosis;

/// Prints diagnoses for a person: a mark, a name, what was seen, and under it what to do.
public final class DoctorPage {
  private static final int NAME_COLUMNS = 11;

  private final boolean utf8;
  private final int textColumns;

  /// A page for this terminal.
  public DoctorPage(Terminal terminal) {
    this.utf8 = terminal.utf8();
    this.textColumns = terminal.textWidth() - NAME_COLUMNS - 6;
  }

  /// The lines of the page, the closing one last; none is longer than a terminal is wide.
  public List<String> lines(List<Diagnosis> diagnoses) {
    List<String> lines = new ArrayList<>();
    for (Diagnosis diagnosis : diagnoses) {
      String mark = mark(diagnosis);
      String name = diagnosis.name();
      for (String seen : Columns.wrapAtCommas(diagnosis.seen(), textColumns)) {
        lines.add(line(mark, name, seen));
        mark = " ";
        name = "";
      }
      for (String advice : diagnosis.advice()) {
        Columns.wrapAtCommas(advice, textColumns).forEach(part -> lines.add(line(" ", "", part)));
      }
    }
    lines.add(summary(diagnoses));
    return lines;
  }

  private static String line(String mark, String name, String text) {
    return String.format(Locale.ROOT, "  %s %-" + NAME_COLUMNS + "s  %s", mark, name, text);
  }

  private String mark(Diagnosis diagnosis) {
    return switch (diagnosis) {
      case Diagnosis.Ready _ -> utf8 ? "✓" : "+";
      case Diagnosis.Note _ -> "!";
      case Diagnosis.Missing _ -> utf8 ? "✗" : "x";
    };
  }

  /// `6 ready, 2 notes, nothing missing`.
  public static String summary(List<Diagnosis> diagnoses) {
    long ready = diagnoses.stream().filter(Diagnosis.Ready.class::isInstance).count();
    long notes = diagnoses.stream().filter(Diagnosis.Note.class::isInstance).count();
    long missing = diagnoses.size() - ready - notes;
    return ready
        + " ready, "
        + (notes == 0 ? "no notes" : notes == 1 ? "1 note" : notes + " notes")
        + ", "
        + (missing == 0 ? "nothing" : missing)
        + " missing";
  }
}
