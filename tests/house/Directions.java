package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who may import whom. The floors, from below: what is measured and where it runs (`environment`),
/// the kit, the labs with what they share, the tools. A file may look down, never up; on the lowest
/// floor a system knows no other. What stands apart from a system or before it, such as a driver
/// that the system alone does not need, says so in its module's head: `//IMPORTS sequencer`. Files
/// without a package, which scripts are, stand on the floor of their folder. Tests may see
/// everything.
final class Directions implements Rule {
  private static final Set<String> LEAVES = Set.of("runtime", "journal", "peers", "bench");

  /// What a module of the lower floors may import besides itself; one that is not named here,
  /// journal, runtime and what its head says.
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "bench", Set.of(),
          "runtime", Set.of(),
          "journal", Set.of(),
          "peers", Set.of("runtime"),
          "kit", Set.of("runtime"));

  /// Packages of the kit on which the others stand, and what of the kit they may import.
  private static final Map<String, Set<String>> KIT =
      Map.of(
          "kit.check", Set.of("kit.load", "kit.machine", "kit.result", "kit.stats"),
          "kit.figure", Set.of(),
          "kit.stats", Set.of(),
          "kit.load", Set.of("kit.stats"),
          "kit.machine", Set.of("kit.result", "kit.stats"),
          "kit.result", Set.of("kit.figure"));

  @Override
  public List<String> complaints(House house) {
    Packages packages = Packages.of(house);
    Map<String, Set<String>> said = new TreeMap<>();
    for (JavaFile file : house.mainJava()) {
      for (String names : file.directive("IMPORTS")) {
        said.put(file.packageName(), Set.of(names.split(" ")));
      }
    }
    Map<String, Set<String>> unused = new TreeMap<>();
    said.forEach((module, names) -> unused.put(module, new TreeSet<>(names)));
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.mainJava()) {
      String from = file.packageName().isEmpty() ? floorOf(file) : file.packageName();
      Set<String> names = said.getOrDefault(moduleOf(from), Set.of());
      for (String to : packages.importedBy(file)) {
        if (!allowed(from, to, names))
          complaints.add(file.path() + ": " + from + " must not import " + to);
        if (!names.isEmpty()) unused.get(moduleOf(from)).remove(moduleOf(to));
      }
    }
    unused.forEach(
        (module, names) ->
            names.forEach(
                name -> complaints.add(module + " says //IMPORTS " + name + " and does not")));
    return complaints;
  }

  /// The folder of a script under the root: `labs`, `tools`; in `environment`, that of its module.
  private static String floorOf(JavaFile script) {
    String[] folders = script.path().split("/");
    return folders[0].equals("environment") ? folders[1] : folders[0];
  }

  private static boolean allowed(String from, String to, Set<String> names) {
    String fromModule = moduleOf(from);
    String toModule = moduleOf(to);
    if (fromModule.equals(toModule)) {
      return !KIT.containsKey(from) || KIT.get(from).contains(to) || from.equals(to);
    }
    if (fromModule.equals("tools")) return true;
    if (fromModule.equals("labs")) return !toModule.equals("tools");
    if (MODULES.containsKey(fromModule)) return MODULES.get(fromModule).contains(toModule);
    return LEAVES.contains(toModule) || names.contains(toModule);
  }

  private static String moduleOf(String name) {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
  }
}
