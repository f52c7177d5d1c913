package kit.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/// One line of the end table: documented beside measured, with the verdict.
///
/// In a standard or full run `low` and `high` are the 95 % interval of the median over trials (of
/// the pooled proportion, for a proportion); in a quick run they are the least and the greatest
/// trial, and the verdict is `smoke`.
///
/// @param id stable id of the row inside its lab, such as `burst.one-channel.throughput`
/// @param label for people: `burst, 1 channel, window 1`
/// @param group heading of its block: `Throughput, payments/s, more is better`
/// @param metric id of the trial metric it summarises
/// @param variant name of the variant it summarises
/// @param unit unit of all numbers of the row
/// @param better `more`, `less` or `none`
/// @param tags what must not be mixed in one column: `no fsync`, `closed loop`, `in process`
/// @param documented the documented value, or null
/// @param measured the median over trials, or null when the row was not run
/// @param values one number per trial, in run order
/// @param ratio measured over documented, turned so that more is better; null without both
/// @param verdict what the row says of the document; `none` where nothing is documented
/// @param note the verdict's reason, or what a reader must know
/// @param limit id of the limit that bounds this row, or null
/// @param limitShare measured as a share of that limit (1.0 = all of it), or null
@JsonInclude(JsonInclude.Include.ALWAYS)
public record FigureRow(
    String id,
    String label,
    String group,
    String metric,
    String variant,
    String unit,
    String better,
    List<String> tags,
    Documented documented,
    Double measured,
    Double low,
    Double high,
    List<Double> values,
    Double ratio,
    Double ratioLow,
    Double ratioHigh,
    Verdict verdict,
    String note,
    String limit,
    Double limitShare) {
  public FigureRow {
    Required.of("id", id, "label", label, "group", group, "metric", metric, "variant", variant);
    Required.of("unit", unit, "better", better, "tags", tags, "values", values);
    Required.of("verdict", verdict, "note", note);
    tags = List.copyOf(tags);
    values = List.copyOf(values);
    if ((low == null) != (high == null)) {
      throw new IllegalArgumentException(id + ": an interval has both ends or none");
    }
    if (low != null && low > high) {
      throw new IllegalArgumentException(id + ": low " + low + " is above high " + high);
    }
    new Ruling(verdict, note);
  }

  /// The verdict with its reason.
  public Ruling ruling() {
    return new Ruling(verdict, note);
  }

  /// The same measurement with the judgement of another row: the documented value, interval, ratio
  /// and verdict.
  public FigureRow judgedAs(FigureRow other) {
    return judged(other, other.ruling());
  }

  /// The same row with another verdict.
  public FigureRow because(Ruling ruling) {
    return judged(this, ruling);
  }

  private FigureRow judged(FigureRow other, Ruling ruling) {
    return new FigureRow(
        id,
        label,
        group,
        metric,
        variant,
        unit,
        better,
        tags,
        other.documented,
        measured,
        other.low,
        other.high,
        values,
        other.ratio,
        other.ratioLow,
        other.ratioHigh,
        ruling.verdict(),
        ruling.reason(),
        limit,
        limitShare);
  }

  /// Whether this row has this id or answers the documented figure of this id.
  public boolean answers(String wanted) {
    return id.equals(wanted) || documented != null && documented.id().equals(wanted);
  }
}
