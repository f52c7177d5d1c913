package house;

import java.util.ArrayList;
import java.util.List;

/// The processes of one test. Other classes start programs at the same time, so not all that are
/// new below this JVM are its own.
public final class Started {
  private Started() {}

  /// A process that this JVM has started, whatever stands between them, and what it has started.
  public static List<ProcessHandle> around(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    for (; !process.equals(ProcessHandle.current()); process = process.parent().orElseThrow()) {
      all.add(process);
    }
    return all;
  }
}
