package tools.figures;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import kit.figure.Audit;
import kit.figure.Comparator;
import kit.figure.Figure;
import kit.figure.Relation;
import kit.finding.Finding;
import kit.finding.Stand;
import kit.finding.Stands;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// Figures and relations for other programs: CSV and JSON with the same names.
record FigureExport(Stands stands) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String csv(List<Figure> figures) {
    StringBuilder text = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecord(columns());
      for (Figure figure : figures) {
        printer.printRecord(fields(figure).values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to be written to", e);
    }
    return text.toString();
  }

  String json(List<Figure> figures) {
    return written(figures.stream().map(this::fields).toList());
  }

  /// The whole audit.
  String auditJson() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("clean", stands.audit().clean());
    fields.put("unaccounted", stands.audit().unaccounted().stream().map(Figure::id).toList());
    fields.putAll(relations(stands.audit()));
    return written(fields);
  }

  /// The arithmetic alone.
  static String relationsJson(Audit audit) {
    return written(relations(audit));
  }

  private static Map<String, Object> relations(Audit audit) {
    return Map.of("relations", audit.outcomes().stream().map(FigureExport::fields).toList());
  }

  private static Map<String, Object> fields(Relation.Outcome outcome) {
    Relation relation = outcome.relation();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", relation.id());
    fields.put("holds", outcome.holds());
    fields.put("as_expected", outcome.asExpected());
    fields.put("meaning", relation.meaning());
    fields.put("arithmetic", outcome.arithmetic());
    fields.put("figures", relation.ids());
    fields.put("refutes", relation.refutes());
    fields.put("force", relation.force() == null ? null : relation.force().word());
    fields.put("given", relation.given());
    fields.put("source", relation.source());
    return fields;
  }

  private List<String> columns() {
    return List.copyOf(fields(stands.audit().figures().all().getFirst()).keySet());
  }

  private Map<String, Object> fields(Figure figure) {
    Stand stand = stands.of(figure);
    boolean range = figure.stated().comparator() == Comparator.RANGE;
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", figure.id());
    fields.put("document", figure.document());
    fields.put("line", figure.line());
    fields.put("section", figure.place().section());
    fields.put("quote", figure.place().quote());
    fields.put("metric", figure.metric());
    fields.put("kind", figure.kind().word());
    fields.put("comparator", figure.stated().comparator().symbol());
    fields.put("low", figure.stated().low());
    fields.put("high", range ? figure.stated().high() : null);
    fields.put("unit", figure.unit());
    fields.put("better", figure.better().word());
    fields.put("conditions", figure.conditions());
    fields.put("system", figure.system());
    fields.put("lab", String.join(" ", figure.labs()));
    fields.put("standing", figure.standing().word());
    fields.put("reason", figure.reason());
    fields.put("provenance", figure.provenance());
    fields.put("note", figure.note());
    fields.put("repeats", figure.repeats().orElse(null));
    fields.put("verdict", stand.word());
    fields.put("relation", stand.relation().map(Relation::id).orElse(null));
    fields.put("measured", stand.finding().map(found -> finite(found.measured())).orElse(null));
    fields.put("measured_low", stand.finding().map(found -> finite(found.low())).orElse(null));
    fields.put("measured_high", stand.finding().map(found -> finite(found.high())).orElse(null));
    fields.put("ratio", stand.finding().map(found -> finite(found.ratio())).orElse(null));
    fields.put("result", stand.finding().map(Finding::file).orElse(null));
    return fields;
  }

  private static Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  private static String written(Object value) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentArraysWith(new DefaultIndenter("  ", "\n"));
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return JSON.writer(printer).writeValueAsString(Objects.requireNonNull(value)) + "\n";
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("plain maps and lists are always JSON", e);
    }
  }
}
