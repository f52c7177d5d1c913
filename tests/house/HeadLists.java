package house;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// A head file's `//SOURCES` list names exactly the files of its module; scripts name heads, and
/// nobody uses a pattern, which a catalog used by URL could not expand.
final class HeadLists implements Rule {
  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.java()) {
      List<String> sources = file.directive("SOURCES");
      if (isHead(file)) {
        compare(house, file, sources, complaints);
      } else if (!file.isTest()) {
        refuseDetails(file, sources, complaints);
      }
    }
    return complaints;
  }

  /// The package-info of a root package: `kit` and not `kit.stats`; below `labs`, of what a lab's
  /// scripts share.
  private static boolean isHead(JavaFile file) {
    String name = file.packageName().replaceFirst("^labs\\.", "");
    return !file.isTest() && file.isPackageInfo() && !name.contains(".");
  }

  private static void compare(
      House house, JavaFile head, List<String> sources, List<String> complaints) {
    String folder = head.folder();
    Set<String> wanted =
        house.mainJava().stream()
            .filter(f -> f.path().startsWith(folder) && !f.equals(head))
            .filter(f -> !f.packageName().isEmpty() || f.isPackageInfo())
            .map(f -> f.path().substring(folder.length()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> listed = new HashSet<>();
    for (String source : sources) {
      if (source.startsWith("../") && source.endsWith("/package-info.java")) continue;
      if (!listed.add(source)) complaints.add(head.path() + " lists " + source + " twice");
      if (!wanted.contains(source)) {
        complaints.add(head.path() + " lists " + source + ", which is no file of this module");
      }
    }
    wanted.removeAll(listed);
    wanted.forEach(f -> complaints.add(head.path() + " must list //SOURCES " + f));
  }

  private static void refuseDetails(JavaFile file, List<String> sources, List<String> complaints) {
    for (String source : sources) {
      if (!source.endsWith("package-info.java")) {
        complaints.add(
            file.path() + " names //SOURCES " + source + "; name its module's package-info.java");
      }
    }
  }
}
