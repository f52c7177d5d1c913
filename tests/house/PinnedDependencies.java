package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every `//DEPS` has an exact version, its own or from a bill of materials beside it, and the
/// project has one version of each.
final class PinnedDependencies implements Rule {
  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    Map<String, Set<String>> versions = new TreeMap<>();
    for (JavaFile file : house.java()) {
      List<String> dependencies =
          file.directive("DEPS").stream().flatMap(line -> Stream.of(line.split("\\s+"))).toList();
      for (String dependency : dependencies) {
        String[] parts = dependency.replaceFirst("@pom$", "").split(":");
        if (parts.length == 2 && dependencies.stream().anyMatch(d -> isBomOf(parts[0], d)))
          continue;
        if (parts.length < 3 || !parts[2].matches("[0-9][\\w.-]*")) {
          complaints.add(file.path() + ": " + dependency + " must name an exact version");
        } else {
          versions.computeIfAbsent(parts[0] + ":" + parts[1], id -> new TreeSet<>()).add(parts[2]);
        }
      }
    }
    versions.forEach(
        (id, found) -> {
          if (found.size() > 1) complaints.add(id + " must have one version, not " + found);
        });
    return complaints;
  }

  /// A bill of materials, which gives the versions of its group.
  private static boolean isBomOf(String group, String dependency) {
    return dependency.startsWith(group + ":") && dependency.endsWith("@pom");
  }
}
