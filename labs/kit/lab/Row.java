package kit.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import kit.result.Ruling;
import kit.result.Verdict;

/// One line of a lab's end table: which metric of which variant it summarises, and which
/// documented figure it answers.
///
/// A row is built in the order in which it is read:
///
/// ```java
/// Row.of("burst.throughput", "burst, 1 channel, window 1", THROUGHPUT, "1 channel")
///     .answers("cronosstream.burst.throughput", OTHER, "one hop; the document has two")
///     .heldAgainst("fdatasync_rate")
/// ```
///
/// @param id stable id of the row inside its lab
/// @param label for people; it prints window, batch size and concurrency
/// @param measure what it shows
/// @param variant whose trials it summarises
/// @param figure id of the documented figure, or null where nothing is documented
/// @param limit id of the limit or cost model that it is held against, or null
/// @param tags what must not share a column with rows that lack the tag: `no fsync`
/// @param given what is said of the row whatever it measures, or null where its trials decide
/// @param control the variant that repeats the original's own pattern, or null without one
public record Row(
    String id,
    String label,
    Measure measure,
    String variant,
    String figure,
    String limit,
    List<String> tags,
    Ruling given,
    String control) {
  public Row {
    Objects.requireNonNull(id, "a row has an id");
    Objects.requireNonNull(label, "a row has a label");
    Objects.requireNonNull(measure, "a row shows a measure");
    Objects.requireNonNull(variant, "a row is of a variant");
    tags = List.copyOf(tags);
  }

  /// A row that stands beside nothing documented.
  public static Row of(String id, String label, Measure measure, String variant) {
    return new Row(id, label, measure, variant, null, null, List.of(), null, null);
  }

  /// Which documented figure it answers, under the figure's own conditions.
  public Row answers(String figureId) {
    return answers(figureId, Conditions.SAME, "");
  }

  /// Which documented figure it stands beside, and what differs.
  ///
  /// @param difference the row's conditions and the document's, for the reader
  public Row answers(String figureId, Conditions conditions, String difference) {
    Ruling ruling = conditions.ruling(difference);
    return new Row(id, label, measure, variant, figureId, limit, tags, ruling, control);
  }

  /// Which limit or cost model of the machine it is held against.
  public Row heldAgainst(String limitId) {
    return new Row(id, label, measure, variant, figure, limitId, tags, given, control);
  }

  /// Marks what must not be compared with rows that lack the mark.
  public Row tagged(String... words) {
    return new Row(id, label, measure, variant, figure, limit, List.of(words), given, control);
  }

  /// Marks one more thing that must not be compared with rows that lack the mark.
  Row alsoTagged(String word) {
    List<String> more = new ArrayList<>(tags);
    more.add(word);
    return tagged(more.toArray(String[]::new));
  }

  /// Says that a stand-in was measured, and which.
  public Row standingIn(String what) {
    return saying(Verdict.PROXY.because(what));
  }

  /// Says that the value follows from a schedule, a setting or a seed, and from which: it gets no
  /// interval and no ratio, for no machine takes part in it.
  public Row computed(String from) {
    return saying(Verdict.COMPUTED.because(from));
  }

  /// Says that things of ours are counted where the document counted its own, and which.
  public Row counted(String things) {
    return saying(Verdict.COUNTED.because(things));
  }

  /// Names the variant that repeats the original's own pattern: what it reaches of the documented
  /// value is the machine's part of the row's ratio.
  public Row besideControl(String variantName) {
    return new Row(id, label, measure, variant, figure, limit, tags, given, variantName);
  }

  /// Whether the value is no measurement.
  boolean unmeasured() {
    return given != null
        && (given.verdict() == Verdict.COMPUTED || given.verdict() == Verdict.COUNTED);
  }

  private Row saying(Ruling ruling) {
    return new Row(id, label, measure, variant, figure, limit, tags, ruling, control);
  }
}
