package house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Package imports form no cycle. A cycle is easy to make and hard to see, and once it stands
/// nothing in it can be understood, moved or tested alone.
final class NoCycles implements Rule {
  @Override
  public List<String> complaints(House house) {
    Packages packages = Packages.of(house);
    Map<String, Set<String>> imports = new TreeMap<>();
    for (JavaFile file : house.mainJava()) {
      imports
          .computeIfAbsent(file.packageName(), name -> new TreeSet<>())
          .addAll(packages.importedBy(file));
    }
    List<String> complaints = new ArrayList<>();
    Set<String> done = new TreeSet<>();
    for (String name : imports.keySet()) walk(name, imports, new ArrayDeque<>(), done, complaints);
    return complaints;
  }

  private static void walk(
      String name,
      Map<String, Set<String>> imports,
      Deque<String> way,
      Set<String> done,
      List<String> complaints) {
    if (way.contains(name)) {
      List<String> cycle = new ArrayList<>(way);
      cycle = cycle.subList(cycle.indexOf(name), cycle.size());
      complaints.add("packages import each other: " + String.join(" -> ", cycle) + " -> " + name);
      return;
    }
    if (!done.add(name)) return;
    way.addLast(name);
    for (String next : imports.getOrDefault(name, Set.of()))
      walk(next, imports, way, done, complaints);
    way.removeLast();
  }
}
