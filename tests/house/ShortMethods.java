package house;

import com.sun.source.tree.MethodTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Methods and files that fit a reader's head. The limits stand where the longest good ones are
/// now: they stop growth, they are no goal.
final class ShortMethods implements Rule {
  static final int METHOD_LINES = 60;
  static final int FILE_LINES = 500;

  /// Longer ones that are so for a reason, each with the lines that it may take.
  private static final Map<String, Integer> GRANTED =
      Map.of(
          "environment/sequencer/crypto/Keccak256.java#permute", 117, // the state in 25 locals
          "environment/sequencer/client/Faults.java#next", 96); // one case a fault, side by side

  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.java()) {
      for (MethodTree method : file.methods()) {
        long lines = file.linesOf(method);
        int granted = GRANTED.getOrDefault(file.path() + "#" + method.getName(), METHOD_LINES);
        if (lines > granted) {
          complaints.add(
              file.at(method)
                  + ": "
                  + method.getName()
                  + " takes "
                  + lines
                  + " lines; split it, "
                  + granted
                  + " are enough");
        }
      }
      long lines = file.text().lines().count();
      if (lines > FILE_LINES) {
        complaints.add(file.path() + " has " + lines + " lines; split it by what changes together");
      }
    }
    return complaints;
  }
}
