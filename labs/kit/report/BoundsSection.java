package kit.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Reach;
import kit.result.Result;
import kit.result.TrialRow;

/// What the figures have to be read against: the limits, the peers of the same run, the
/// noise, and what else the run has to say of itself.
record BoundsSection(Style style) implements Section {
  private static final int MOST_TRIALS_NAMED = 12;

  @Override
  public List<String> lines(Result result) {
    List<String> lines = new ArrayList<>();
    lines.addAll(limits(result));
    lines.addAll(peers(result));
    lines.addAll(noise(result));
    Listing notes = new Listing(style, "NOTE");
    result.notes().forEach(notes::add);
    lines.addAll(notes.lines());
    return lines;
  }

  private List<String> limits(Result result) {
    Listing list = new Listing(style, "LIMIT");
    for (FigureRow row : result.figures()) {
      Reach.of(result, row)
          .filter(_ -> row.limit() != null)
          .ifPresent(
              seen ->
                  list.add(Words.row(result, row) + ": " + Words.reach(seen, limit(seen.limit()))));
    }
    return list.lines();
  }

  private static String limit(Limit limit) {
    String number =
        limit.unit().endsWith("/s")
            ? Numbers.compact(limit.value())
            : Numbers.inUnit(limit.value(), limit.unit());
    return Numbers.withUnit(number, limit.unit()) + " (" + limit.label() + ")";
  }

  private List<String> peers(Result result) {
    Listing list = new Listing(style, "PEERS");
    if (!result.peers().isEmpty()) {
      list.add("this system to each, above 1 is better for it [" + Words.INTERVAL + "]");
    }
    for (PeerRow peer : result.peers()) {
      String row =
          result.figure(peer.row()).map(one -> Words.row(result, one)).orElse(peer.metric());
      list.add(
          Words.ratio(peer.ratio(), peer.low(), peer.high())
              + " "
              + Words.peer(peer)
              + ", "
              + row
              + (peer.note() == null || peer.note().isBlank() ? "" : "; " + peer.note()));
    }
    return list.lines();
  }

  private List<String> noise(Result result) {
    Listing list = new Listing(style, "NOISE");
    List<TrialRow> marked =
        result.trials().stream().filter(trial -> !trial.marks().isEmpty()).toList();
    if (!marked.isEmpty()) {
      String marks =
          marked.stream()
              .flatMap(trial -> trial.marks().stream())
              .distinct()
              .map(mark -> mark + " in " + numbers(marked, mark))
              .collect(Collectors.joining("; "));
      list.add(
          marked.size()
              + " of "
              + Numbers.counted(result.trials().size(), "trial")
              + " marked, kept and counted: "
              + marks);
    }
    return list.lines();
  }

  private static String numbers(List<TrialRow> trials, String mark) {
    List<String> numbers =
        trials.stream()
            .filter(trial -> trial.marks().contains(mark))
            .map(trial -> Integer.toString(trial.order() + 1))
            .toList();
    return numbers.size() <= MOST_TRIALS_NAMED
        ? String.join(", ", numbers)
        : String.join(", ", numbers.subList(0, MOST_TRIALS_NAMED))
            + " and "
            + (numbers.size() - MOST_TRIALS_NAMED)
            + " more";
  }
}
