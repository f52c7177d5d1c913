package house;

import java.util.LinkedHashMap;
import java.util.Map;

/// The table of the README whose first head is `lab`.
final class ReadmeTable {
  private ReadmeTable() {}

  /// What stands beside each lab, by the lab's name without its backticks.
  static Map<String, String> labs(String page) {
    Map<String, String> labs = new LinkedHashMap<>();
    boolean inTable = false;
    for (String line : page.lines().toList()) {
      String[] cells = line.startsWith("|") ? line.split("\\|") : new String[] {"", ""};
      String first = cells[1].strip();
      if (inTable && first.startsWith("`")) {
        labs.put(first.replace("`", ""), cells.length > 2 ? cells[2].strip() : "");
      }
      inTable = first.equals("lab") || inTable && !first.isEmpty();
    }
    return labs;
  }
}
