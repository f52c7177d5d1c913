package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import kit.result.FigureBuilder;
import kit.result.Metric;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.Role;
import kit.result.TrialRow;
import org.junit.jupiter.api.Test;

class TailTest {
  private static Metric ms(double value) {
    return new Metric(value, "ms");
  }

  private static Result result(List<Map<String, Metric>> seen) {
    ResultBuilder run = new ResultBuilder();
    run.figures.add(FigureBuilder.row("row", "a row", "open").measured(2, 1, 3, 2).build());
    for (Map<String, Metric> each : seen) {
      int order = run.trials.size();
      run.trials.add(
          new TrialRow(
              order,
              Role.SYSTEM,
              "open",
              order,
              1,
              Map.of(),
              Map.of(),
              Map.of(),
              Map.of(),
              List.of(),
              each));
    }
    return run.build();
  }

  @Test
  void sharesAreThoseOfAllTrialsTogetherTheGreatestFirst() {
    Result result =
        result(
            List.of(
                Map.of(
                    "tail.all_ms", ms(100),
                    "tail.operations", new Metric(20, "operations"),
                    "tail.gc_ms", ms(20),
                    "tail.core_ms", ms(60)),
                Map.of(
                    "tail.all_ms", ms(300),
                    "tail.operations", new Metric(30, "operations"),
                    "tail.gc_ms", ms(160))));
    String words =
        "45 % garbage collection, 15 % waiting for a core, 40 % work, queueing or unknown, of"
            + " 400 ms in 50 operations";
    assertEquals(words, Tail.of(result, "open").orElseThrow().words());
    String table =
        EndTable.render(result, new Terminal(200, true, false, false), false, Map.of(), Map.of());
    assertTrue(table.replaceAll("\\s+", " ").contains("open, over p99: " + words), table);
  }

  @Test
  void aResultThatHasKeptNothingSaysNothing() {
    assertEquals(Optional.empty(), Tail.of(result(List.of(Map.of())), "open"));
  }
}
