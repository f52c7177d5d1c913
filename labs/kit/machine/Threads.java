package kit.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// What the threads of some processes have done so far, from `/proc/<pid>/task/<tid>/schedstat`.
///
/// @param waitedNs time ready to run without running, by thread
/// @param ranNs time running, by thread
/// @param compiler which of them compile for a JVM
record Threads(Map<Path, Long> waitedNs, Map<Path, Long> ranNs, Map<Path, Boolean> compiler) {
  /// Reads all threads of these processes.
  static Threads of(Path proc, Iterable<Long> processes) {
    Threads all = new Threads(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (long process : processes) {
      Path tasks = proc.resolve(Long.toString(process)).resolve("task");
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(tasks)) {
        for (Path task : folders) {
          all.read(task);
        }
      } catch (IOException e) {
        // ended meanwhile, or there is no /proc here
      }
    }
    return all;
  }

  private void read(Path task) {
    try {
      String[] fields = Files.readString(task.resolve("schedstat")).split(" ");
      String name = Files.readString(task.resolve("comm"));
      ranNs.put(task, Long.parseLong(fields[0]));
      waitedNs.put(task, Long.parseLong(fields[1]));
      compiler.put(task, name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler"));
    } catch (IOException e) {
      // this thread ended meanwhile
    }
  }

  /// How long all of them together were ready to run without running, since an earlier reading.
  double waitedMsSince(Threads before) {
    double ns = 0;
    for (Map.Entry<Path, Long> each : waitedNs.entrySet()) {
      ns += each.getValue() - before.waitedNs.getOrDefault(each.getKey(), 0L);
    }
    return ns / 1e6;
  }

  /// How long they compiled since an earlier reading.
  double compiledMsSince(Threads before) {
    double ns = 0;
    for (Map.Entry<Path, Long> each : ranNs.entrySet()) {
      if (compiler.get(each.getKey())) {
        ns += each.getValue() - before.ranNs.getOrDefault(each.getKey(), 0L);
      }
    }
    return ns / 1e6;
  }
}
