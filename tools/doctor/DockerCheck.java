package tools.doctor;

import java.util.ArrayList;
import java.util.List;
import runtime.RuntimeUnavailable;
import runtime.Runtimes;
import tools.Diagnosis;

/// Whether labs can run their systems in containers.
public final class DockerCheck {
  private DockerCheck() {}

  /// @param remedy the command that would get or start Docker here; may be empty
  public static Diagnosis look(String remedy) {
    try {
      return new Diagnosis.Ready("Docker", "a daemon answers at " + Runtimes.daemon());
    } catch (RuntimeUnavailable e) {
      return absent(e.tried(), remedy);
    }
  }

  static Diagnosis absent(List<String> tried, String remedy) {
    List<String> advice = new ArrayList<>();
    advice.add("tried " + String.join(", ", tried));
    advice.add("labs run as processes instead" + (remedy.isEmpty() ? "" : "; to use containers:"));
    if (!remedy.isEmpty()) {
      advice.add(remedy);
    }
    return new Diagnosis.Note("Docker", "no daemon answers", advice);
  }
}
