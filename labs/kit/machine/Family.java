package kit.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The processes of this run: this one, what it started, and what those started.
///
/// A child that has ended stays counted, because the kernel adds its time to that of the parent who
/// waited for it. One whose parent has ended belongs to the system from then on and to nobody's
/// time; it is known here by having been seen before, or by the process group that it inherited.
final class Family {
  /// Fields of `<pid>/stat` behind the name, see proc_pid_stat(5): parent, process group, utime and
  /// stime and the same of children that were waited for, start in ticks since boot.
  private static final int PARENT = 1;

  private static final int GROUP = 2;
  private static final int UTIME = 11;
  private static final int FIELDS_OF_TIME = 4;
  private static final int START = 19;

  private final Path proc;
  private final long self;
  private final Map<Long, One> known = new HashMap<>();
  private long ticksOfOrphansThatEnded;

  /// @param proc `/proc` but for tests
  /// @param self number of the process that the others come from
  Family(Path proc, long self) {
    this.proc = proc;
    this.self = self;
  }

  /// One process.
  ///
  /// @param ticks that it and those of its children that it waited for have used
  /// @param orphan whether its parent is none of the family
  private record One(long pid, long parent, long group, long start, long ticks, boolean orphan) {
    One orphaned() {
      return new One(pid, parent, group, start, ticks, true);
    }
  }

  /// CPU time in ticks that the family has used so far.
  synchronized long ticks() {
    Map<Long, One> all = all();
    Map<Long, One> now = new HashMap<>();
    if (all.containsKey(self)) {
      addWithChildren(all.get(self), all, now);
      for (One one : all.values()) {
        if (!now.containsKey(one.pid()) && comesFrom(all.get(self), one, all.get(one.parent()))) {
          addWithChildren(one.orphaned(), all, now);
        }
      }
    }
    for (One before : known.values()) {
      One after = now.get(before.pid());
      if (before.orphan() && (after == null || after.start() != before.start())) {
        ticksOfOrphansThatEnded += before.ticks();
      }
    }
    known.clear();
    known.putAll(now);
    return ticksOfOrphansThatEnded + now.values().stream().mapToLong(One::ticks).sum();
  }

  /// Whether a process whose parent is none of the family comes from it all the same. The group
  /// alone would not do: whoever started this process from a script shares it.
  private boolean comesFrom(One first, One one, One parent) {
    One before = known.get(one.pid());
    boolean seen = before != null && before.start() == one.start();
    boolean leftBehind = parent == null || parent.group() != one.group();
    return seen || leftBehind && one.group() == first.group() && one.start() > first.start();
  }

  private void addWithChildren(One one, Map<Long, One> all, Map<Long, One> family) {
    family.put(one.pid(), one);
    Set<Long> parents = new HashSet<>(Set.of(one.pid()));
    for (boolean more = true; more; ) {
      List<One> children = new ArrayList<>();
      for (One each : all.values()) {
        if (parents.contains(each.parent()) && !family.containsKey(each.pid())) {
          children.add(each);
        }
      }
      children.forEach(child -> family.put(child.pid(), child));
      parents.clear();
      children.forEach(child -> parents.add(child.pid()));
      more = !children.isEmpty();
    }
  }

  private Map<Long, One> all() {
    Map<Long, One> all = new HashMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path folder : folders) {
        read(folder).ifPresent(one -> all.put(one.pid(), one));
      }
    } catch (IOException e) {
      return Map.of(); // there is no /proc here
    }
    return all;
  }

  private static Optional<One> read(Path folder) {
    try {
      String stat = Files.readString(folder.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long ticks = 0;
      for (int i = 0; i < FIELDS_OF_TIME; i++) {
        ticks += Long.parseLong(fields[UTIME + i]);
      }
      return Optional.of(
          new One(
              Long.parseLong(folder.getFileName().toString()),
              Long.parseLong(fields[PARENT]),
              Long.parseLong(fields[GROUP]),
              Long.parseLong(fields[START]),
              ticks,
              false));
    } catch (IOException e) {
      return Optional.empty(); // ended meanwhile: its parent counts it from now on
    }
  }
}
