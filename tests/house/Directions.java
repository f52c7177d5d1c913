package house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who may import whom. The floors, from below: what is measured and where it runs (`environment`),
/// the kit, the labs with what they share, the tools. A file may look down, never up; on the lowest
/// floor a system knows no other. Files without a package, which scripts are, stand on the floor of
/// their folder. Tests may see everything.
final class Directions implements Rule {
  private static final Set<String> LEAVES = Set.of("runtime", "journal");

  /// What a module of the lower floors may import besides itself; a system that is not named here,
  /// journal and runtime.
  private static final Map<String, Set<String>> MODULES =
      Map.of(
          "runtime", Set.of(),
          "journal", Set.of(),
          "postgres", Set.of("runtime"),
          "kit", Set.of("runtime"));

  /// Packages of the kit on which the others stand, and what of the kit they may import.
  private static final Map<String, Set<String>> KIT =
      Map.of(
          "kit.figure", Set.of(),
          "kit.stats", Set.of(),
          "kit.load", Set.of("kit.stats"),
          "kit.machine", Set.of("kit.result", "kit.stats"),
          "kit.result", Set.of("kit.figure"));

  @Override
  public List<String> complaints(House house) {
    Packages packages = Packages.of(house);
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.mainJava()) {
      String from = file.packageName().isEmpty() ? floorOf(file) : file.packageName();
      for (String to : packages.importedBy(file)) {
        if (!allowed(from, to))
          complaints.add(file.path() + ": " + from + " must not import " + to);
      }
    }
    return complaints;
  }

  /// The folder of a script under the root: `labs`, `tools`; in `environment`, that of its module.
  private static String floorOf(JavaFile script) {
    String[] folders = script.path().split("/");
    return folders[0].equals("environment") ? folders[1] : folders[0];
  }

  private static boolean allowed(String from, String to) {
    String fromModule = moduleOf(from);
    String toModule = moduleOf(to);
    if (fromModule.equals(toModule)) {
      return !KIT.containsKey(from) || KIT.get(from).contains(to) || from.equals(to);
    }
    if (fromModule.equals("tools")) return true;
    if (fromModule.equals("labs")) return !toModule.equals("tools");
    // The batcher's sinks stand apart, so that the batcher alone needs none of their clients.
    if (fromModule.startsWith("sink") && toModule.equals("batcher")) return true;
    // The chain stands apart for the same reason; it settles what the sequencer signed.
    if (fromModule.equals("chain") && toModule.equals("sequencer")) return true;
    // So do its engines on a database, and they share the server with the batcher's sink.
    if (fromModule.equals("sequencerpostgres") && toModule.equals("sequencer")) return true;
    if (fromModule.endsWith("postgres") && toModule.equals("postgres")) return true;
    return MODULES.getOrDefault(fromModule, LEAVES).contains(toModule);
  }

  private static String moduleOf(String name) {
    return name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
  }
}
