package tools.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kit.figure.Document;
import kit.figure.Relation;
import kit.finding.Group;
import kit.finding.Stands;

/// A document in one line: what it is, what it claims most loudly, and what came out.
///
/// @param judged its figures that are neither settings nor repeats
/// @param failing relations that fail and in which its figures take part
/// @param relations all relations of its figures
/// @param measured whether anything of it was measured
record DocumentLine(
    Document document,
    List<FigureLine> headlines,
    List<FigureLine> judged,
    long failing,
    long relations,
    boolean measured) {
  /// How many figures of a document, or of all, are in a group.
  ///
  /// @param hash the part of the page's address that shows them
  record Count(Group group, long count, String hash) {}

  /// One line for each document, in the order of their names.
  static List<DocumentLine> all(
      Collection<FigureLine> lines, Stands stands, java.nio.file.Path folder) {
    Map<String, List<FigureLine>> byDocument =
        lines.stream()
            .collect(
                Collectors.groupingBy(
                    line -> line.figure().document(), LinkedHashMap::new, Collectors.toList()));
    return byDocument.entrySet().stream()
        .map(
            each -> {
              Document document = Document.read(folder, each.getKey(), stands.audit().figures());
              List<Relation.Outcome> relations =
                  stands.audit().outcomes().stream()
                      .filter(outcome -> names(outcome.relation(), document))
                      .toList();
              return new DocumentLine(
                  document,
                  each.getValue().stream()
                      .filter(line -> document.headlines().contains(line.id()))
                      .toList(),
                  each.getValue().stream().filter(FigureLine::judged).toList(),
                  relations.stream().filter(outcome -> !outcome.holds()).count(),
                  relations.size(),
                  each.getValue().stream().anyMatch(line -> !line.measured().isEmpty()));
            })
        .toList();
  }

  private static boolean names(Relation relation, Document document) {
    return relation.ids().stream().anyMatch(id -> id.startsWith(document.name() + "."));
  }

  /// How its figures fared, in the order of the groups.
  List<Count> counts() {
    return counts(judged, "document=" + document.name() + "&");
  }

  static List<Count> counts(Collection<FigureLine> judged, String hash) {
    return java.util.stream.Stream.of(Group.values())
        .map(
            group ->
                new Count(
                    group,
                    judged.stream().filter(line -> line.group() == group).count(),
                    "#" + hash + "verdict=" + group.word().replace(' ', '+')))
        .toList();
  }

  /// What its arithmetic comes to: `4 of 23 relations fail`.
  String audit() {
    return relations == 0 ? "no relations" : failing + " of " + relations + " fail";
  }
}
