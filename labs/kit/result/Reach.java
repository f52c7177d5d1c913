package kit.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a row may claim against the limit that it is held against; whoever shows a share asks here.
///
/// A row that exceeded its limit in any trial proves that it is none: then there is no share.
///
/// @param bound the limit in the row's unit; the share is taken of it
/// @param share measured as a share of it, turned so that more is better
/// @param low least share: the worse end of the row's interval, of the limit at its best
/// @param high greatest share: the better end, of the limit at its worst
/// @param exceeded the trials of the row, from 1, that were better than the limit at its best
/// @param of how many trials there were
/// @param unsteady the limit, or that of its parts, whose repeats differ most ([Limit#spread]);
///     null where all agree
public record Reach(
    Limit limit,
    double bound,
    double share,
    double low,
    double high,
    List<Integer> exceeded,
    int of,
    boolean holds,
    Limit unsteady) {

  /// What this row reached, if it is held against a limit.
  public static Optional<Reach> of(Result result, FigureRow row) {
    if (row.limitShare() == null || row.measured() == null || !(row.limitShare() > 0)) {
      return Optional.empty();
    }
    boolean less = row.better().equals("less");
    double measured = row.measured();
    double bound = less ? measured * row.limitShare() : measured / row.limitShare();
    if (!Double.isFinite(bound) || !(bound > 0)) {
      return Optional.empty();
    }
    Limit limit =
        Optional.ofNullable(row.limit())
            .flatMap(result::limit)
            .orElseGet(() -> new Limit("unknown", "", bound, row.unit(), bound, bound, ""));
    double scale = bound / limit.value();
    double least = Math.min(limit.value(), limit.low()) * scale;
    double greatest = Math.max(limit.value(), limit.high()) * scale;
    double best = less ? least : greatest;
    List<Integer> exceeded = new ArrayList<>();
    for (int at = 0; at < row.values().size(); at++) {
      if (beyond(row.values().get(at), best, less)) {
        exceeded.add(at + 1);
      }
    }
    double low = row.low() == null ? measured : row.low();
    double high = row.high() == null ? measured : row.high();
    return Optional.of(
        new Reach(
            limit,
            bound,
            row.limitShare(),
            less ? least / high : low / greatest,
            less ? greatest / low : high / least,
            exceeded,
            row.values().size(),
            exceeded.isEmpty() && !beyond(measured, best, less),
            unsteady(result, limit)));
  }

  private static Limit unsteady(Result result, Limit limit) {
    return Stream.concat(
            Stream.of(limit), limit.parts().stream().map(result::limit).flatMap(Optional::stream))
        .filter(part -> part.spread() > 1)
        .max(Comparator.comparingDouble(Limit::spread))
        .orElse(null);
  }

  /// Whether a headline may quote the share: the limit holds, and its repeats agree.
  public boolean quotable() {
    return holds && unsteady == null;
  }

  private static boolean beyond(double value, double best, boolean less) {
    return less ? value < best : value > best;
  }

  /// What the share is a share of: `of its parts measured alone`.
  public String base() {
    if (limit.model()) {
      return "of its parts measured alone";
    }
    return limit.once()
        ? "of a limit measured once before the trials"
        : "of the best that the machine showed";
  }

  /// Why there is no share: `does not hold: exceeded in trials 1, 3 of 10`.
  public String broken() {
    return exceeded.isEmpty()
        ? "does not hold: exceeded"
        : "does not hold: exceeded in trial"
            + (exceeded.size() == 1 ? " " : "s ")
            + exceeded.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " of "
            + of;
  }
}
