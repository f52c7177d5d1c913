package kit.figure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Every documented figure, in the order of the documents' names and lines.
public final class DocumentedFigures {
  /// Where the data files stand below the project's root.
  public static final String FOLDER = "datasets/documented";

  private final Map<String, Figure> byId;

  private DocumentedFigures(Map<String, Figure> byId) {
    this.byId = byId;
  }

  /// These figures, in this order.
  ///
  /// @throws IllegalArgumentException if two share an id, or one repeats a figure that is not there
  public static DocumentedFigures of(Collection<Figure> figures) {
    Map<String, Figure> byId = new LinkedHashMap<>();
    for (Figure figure : figures) {
      Figure first = byId.putIfAbsent(figure.id(), figure);
      if (first != null) {
        throw new IllegalArgumentException(
            "%s and %s have the same id, %s; an id names one figure"
                .formatted(first.place(), figure.place(), figure.id()));
      }
      refuseDanglingRepeat(figure, byId);
    }
    return new DocumentedFigures(byId);
  }

  /// Reads a folder such as `datasets/documented`: each CSV file but `relations.csv` is a document.
  ///
  /// @throws DatasetException if a file breaks its rules; the message says where
  public static DocumentedFigures load(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return of(
          files
              .filter(FigureFile::isDocument)
              .sorted()
              .flatMap(file -> FigureFile.read(file).stream())
              .toList());
    } catch (IOException e) {
      throw new DatasetException("the documented figures are not in " + folder);
    }
  }

  /// Reads one file of figures from anywhere: a document of the name that the file has. It needs
  /// the columns `id`, `line`, `metric`, `low`, `unit`, `better` and `quote`; the others may be
  /// left out.
  ///
  /// @throws DatasetException if the file breaks its rules; the message says where
  public static DocumentedFigures read(Path file) {
    return of(FigureFile.readBrief(file));
  }

  /// All figures.
  public List<Figure> all() {
    return List.copyOf(byId.values());
  }

  /// The figure of this id, if there is one.
  public Optional<Figure> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /// The figure of this id.
  ///
  /// @throws IllegalArgumentException if there is none; the message names the nearest
  public Figure figure(String id) {
    return find(id)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no documented figure \"%s\"%s".formatted(id, suggestion(id))));
  }

  /// The figures on one line of a document.
  public List<Figure> at(String document, int line) {
    return where(figure -> figure.document().equals(document) && figure.line() == line);
  }

  /// The figures that fulfil a condition.
  public List<Figure> where(Predicate<Figure> condition) {
    return byId.values().stream().filter(condition).toList();
  }

  private String suggestion(String id) {
    return byId.keySet().stream()
        .max(java.util.Comparator.comparingInt(known -> sharedPrefix(known, id)))
        .filter(known -> sharedPrefix(known, id) > 2)
        .map(known -> "; the nearest is \"" + known + "\"")
        .orElse("; ./jbang figures lists them all");
  }

  private static int sharedPrefix(String a, String b) {
    int length = 0;
    while (length < Math.min(a.length(), b.length()) && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private static void refuseDanglingRepeat(Figure figure, Map<String, Figure> earlier) {
    figure
        .repeats()
        .filter(first -> first.equals(figure.id()) || !earlier.containsKey(first))
        .ifPresent(
            first -> {
              throw new IllegalArgumentException(
                  "%s (%s) is noted as a repeat of %s, which is no earlier figure"
                      .formatted(figure.id(), figure.place(), first));
            });
  }
}
