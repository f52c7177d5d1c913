package house;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The project's own packages.
record Packages(Set<String> names) {
  static Packages of(House house) {
    return new Packages(
        house.mainJava().stream()
            .map(JavaFile::packageName)
            .filter(name -> !name.isEmpty())
            .collect(Collectors.toSet()));
  }

  /// The project's packages that a file imports from, its own left out.
  Set<String> importedBy(JavaFile file) {
    Set<String> found = new LinkedHashSet<>();
    for (String imported : file.imports()) {
      packageOf(imported).stream().filter(p -> !p.equals(file.packageName())).forEach(found::add);
    }
    return found;
  }

  /// The longest package name that an imported name begins with.
  private List<String> packageOf(String imported) {
    String name = imported;
    while (name.contains(".")) {
      name = name.substring(0, name.lastIndexOf('.'));
      if (names.contains(name)) return List.of(name);
    }
    return List.of();
  }
}
