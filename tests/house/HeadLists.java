package house;

import java.util.ArrayList;
import java.util.List;

/// Scripts and heads name the modules that they need by their heads alone, and nobody uses a
/// pattern, which a catalog used by URL could not expand. That a head's own list equals its folder
/// is held by `GeneratedTest`, since `./jbang format` writes it.
final class HeadLists implements Rule {
  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    for (JavaFile file : house.mainJava()) {
      for (String source : file.directive("SOURCES")) {
        boolean own = file.isPackageInfo() && !source.startsWith("../");
        if (!own && !source.endsWith("package-info.java")) {
          complaints.add(
              file.path() + " names //SOURCES " + source + "; name its module's package-info.java");
        }
      }
    }
    return complaints;
  }
}
