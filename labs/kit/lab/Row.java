package kit.lab;

import java.util.List;
import java.util.Objects;

/// One line of a lab's end table: which metric of which variant it summarises, and which
/// documented figure it answers.
///
/// A row is built in the order in which it is read:
///
/// ```java
/// Row.of("burst.throughput", "burst, 1 channel, window 1")
///     .shows(THROUGHPUT).of("1 channel")
///     .answers("cronosstream.burst.throughput")
///     .heldAgainst("fdatasync_rate")
/// ```
///
/// @param id stable id of the row inside its lab
/// @param label for people; it prints window, batch size and concurrency
/// @param measure what it shows, or null while it is being built
/// @param variant whose trials it summarises, or null while it is being built
/// @param figure id of the documented figure, or null where nothing is documented
/// @param limit id of the limit or cost model that it is held against, or null
/// @param tags what must not share a column with rows that lack the tag: `no fsync`
/// @param standIn what was measured instead, for a proxy row; else empty
/// @param refutation why the documented value cannot be true whatever is measured; else empty
public record Row(
    String id,
    String label,
    Measure measure,
    String variant,
    String figure,
    String limit,
    List<String> tags,
    String standIn,
    String refutation) {
  public Row {
    Objects.requireNonNull(id, "a row has an id");
    Objects.requireNonNull(label, "a row has a label");
    tags = List.copyOf(tags);
  }

  /// A row with its stable id and its label for people.
  public static Row of(String id, String label) {
    return new Row(id, label, null, null, null, null, List.of(), "", "");
  }

  /// What the row shows.
  public Row shows(Measure shown) {
    return new Row(id, label, shown, variant, figure, limit, tags, standIn, refutation);
  }

  /// Whose trials it summarises.
  public Row of(String variantName) {
    return new Row(id, label, measure, variantName, figure, limit, tags, standIn, refutation);
  }

  /// Which documented figure it answers.
  public Row answers(String figureId) {
    return new Row(id, label, measure, variant, figureId, limit, tags, standIn, refutation);
  }

  /// Which limit or cost model of the machine it is held against.
  public Row heldAgainst(String limitId) {
    return new Row(id, label, measure, variant, figure, limitId, tags, standIn, refutation);
  }

  /// Marks what must not be compared with rows that lack the mark.
  public Row tagged(String... words) {
    return new Row(id, label, measure, variant, figure, limit, List.of(words), standIn, refutation);
  }

  /// Says that a stand-in was measured, and which.
  public Row standingIn(String what) {
    return new Row(id, label, measure, variant, figure, limit, tags, what, refutation);
  }

  /// Says that the documented value is contradicted, and by what.
  public Row refutedBy(String what) {
    return new Row(id, label, measure, variant, figure, limit, tags, standIn, what);
  }
}
