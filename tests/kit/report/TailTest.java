package kit.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kit.result.FigureBuilder;
import kit.result.Result;
import kit.result.ResultBuilder;
import kit.result.TrialBuilder;
import org.junit.jupiter.api.Test;

class TailTest {
  private static Result result(TrialBuilder... trials) {
    ResultBuilder run = new ResultBuilder();
    run.figures.add(FigureBuilder.row("row", "a row", "open").measured(2, 1, 3, 2).build());
    Stream.of(trials).map(TrialBuilder::build).forEach(run.trials::add);
    return run.build();
  }

  @Test
  void sharesAreThoseOfAllTrialsTogetherTheGreatestFirst() {
    Result result =
        result(
            TrialBuilder.trial("open", 0)
                .saw("tail.all_ms", 100, "ms")
                .saw("tail.operations", 20, "operations")
                .saw("tail.gc_ms", 20, "ms")
                .saw("tail.core_ms", 60, "ms"),
            TrialBuilder.trial("open", 1)
                .saw("tail.all_ms", 300, "ms")
                .saw("tail.operations", 30, "operations")
                .saw("tail.gc_ms", 160, "ms"));
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
    assertEquals(Optional.empty(), Tail.of(result(TrialBuilder.trial("open", 0)), "open"));
  }
}
