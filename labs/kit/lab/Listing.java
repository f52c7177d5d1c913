package kit.lab;

import java.util.Locale;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;

/// What `--list` prints: the protocol in words, and each row with the documented figure that it
/// answers. Runs nothing.
final class Listing {
  private final Lab lab;
  private final DocumentedFigures figures;

  Listing(Lab lab, Project project) {
    this.lab = lab;
    this.figures = lab.audited(project).figures();
  }

  String text() {
    StringBuilder text = new StringBuilder();
    text.append(lab.name()).append("   ").append(lab.title()).append("\n\n");
    text.append(lab.protocol()).append("\n");
    String heading = "";
    for (Row row : lab.rows()) {
      if (!row.measure().heading().equals(heading)) {
        heading = row.measure().heading();
        text.append("\n").append(heading).append("\n");
      }
      text.append("  ").append(row.label()).append("\n");
      if (row.figure() != null) {
        text.append("      documented ").append(stated(figures.figure(row.figure()))).append("\n");
      }
    }
    if (!lab.engines().isEmpty()) {
      text.append("\nengines  ").append(String.join(", ", lab.engines())).append("\n");
    }
    if (!lab.peers().isEmpty()) {
      text.append("peers    ").append(String.join(", ", lab.peers())).append("\n");
    }
    return text.toString();
  }

  private static String stated(Figure figure) {
    return String.format(
        Locale.ROOT,
        "%s (%s:%d, %s)",
        figure.stated(),
        figure.document(),
        figure.line(),
        figure.id());
  }
}
