package tools.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kit.figure.DocumentedFigures;

/// A small project in which nothing is missing: one lab, one tool, two figures.
final class WholeProject {
  private WholeProject() {}

  static void in(Path root) throws IOException {
    write(
        root.resolve("jbang-catalog.json"),
        """
        {"aliases": {"a": {"script-ref": "labs/a.java"}, "b": {"script-ref": "tools/b.java"}}}
        """);
    write(root.resolve("labs/a.java"), "");
    write(root.resolve("tools/b.java"), "");
    Path real =
        runtime.Project.home().resolve(DocumentedFigures.FOLDER).resolve("cronosstream.csv");
    List<String> lines = Files.readAllLines(real);
    write(
        root.resolve(DocumentedFigures.FOLDER).resolve("cronosstream.csv"),
        String.join("\n", lines.subList(0, 3)) + "\n");
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
