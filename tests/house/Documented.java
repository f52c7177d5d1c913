package house;

import com.sun.source.tree.ClassTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Every public type has a doc comment and every package a package-info that has one; docs are
/// written in Markdown, behind `///`.
final class Documented implements Rule {
  @Override
  public List<String> complaints(House house) {
    List<String> complaints = new ArrayList<>();
    Set<String> folders = new TreeSet<>();
    Set<String> told = new TreeSet<>();
    for (JavaFile file : house.mainJava()) {
      if (file.text().lines().anyMatch(line -> line.strip().startsWith("/**"))) {
        complaints.add(file.path() + " has a /** comment; write docs as /// Markdown");
      }
      if (file.packageName().isEmpty()) continue;
      folders.add(file.folder());
      if (file.isPackageInfo() && file.text().lines().anyMatch(line -> line.startsWith("/// "))) {
        told.add(file.folder());
      }
      for (ClassTree type : file.publicTypes()) {
        if (!file.hasDoc(type)) {
          complaints.add(
              file.at(type) + ": public type " + type.getSimpleName() + " needs a /// doc");
        }
      }
    }
    folders.removeAll(told);
    folders.forEach(f -> complaints.add(f + " needs a package-info.java with a /// doc"));
    return complaints;
  }
}
