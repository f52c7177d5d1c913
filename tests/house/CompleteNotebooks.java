package house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The notebook of a system, which has the system's name, opens the result of every lab of it.
final class CompleteNotebooks implements Rule {
  private static final Pattern LAB = Pattern.compile("labs/([a-z0-9]+)(-[a-z0-9-]+)\\.java");

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (String path : house.texts().keySet()) {
      Matcher lab = LAB.matcher(path);
      if (lab.matches()) {
        String notebook = "notebooks/" + lab.group(1) + ".ipynb";
        String name = lab.group(1) + lab.group(2);
        String opened = "NotebookResult.open(\\\"" + name + "\\\"";
        if (!house.text(notebook).orElse(opened).contains(opened)) {
          complaints.add(notebook + " does not open a result of " + name);
        }
      }
    }
    return complaints;
  }
}
