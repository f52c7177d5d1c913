package kit.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Builds made-up results for tests: machine, times and commit are fixed, so that whatever is
/// rendered from them is the same everywhere and always.
public final class ResultBuilder {
  public static final Instant STARTED = Instant.parse("2026-11-20T21:52:00Z");

  public String lab = "sequencer-burst";
  public String title = "pre-signed payments into the sequencer, every one durable";
  public String profile = "standard";
  public RunOptions options =
      new RunOptions("journal", "journal", List.of(), List.of(), List.of(), 10, "auto");
  public Instant started = STARTED;
  public Instant finished = STARTED.plusSeconds(271);
  public RuntimeFacts runtime =
      new RuntimeFacts(
          "container", "a Docker daemon answers", Map.of("image", "remeasure/system:25"));
  public ProjectFacts project = new ProjectFacts("0.1", "3f2a9c1d5e", false);
  public Map<String, Object> machine =
      Map.of(
          "cpu",
          "AMD EPYC 7B13",
          "cores",
          2,
          "memory_bytes",
          25_200_000_000L,
          "kernel",
          "6.1.0",
          "jdk",
          "25.0.3+9-LTS",
          "jvm_flags",
          List.of(),
          "virtual",
          true,
          "governor",
          "unknown",
          "load_before",
          0.12);
  public List<Limit> limits = new ArrayList<>();
  public List<TrialRow> trials = new ArrayList<>();
  public List<FigureRow> figures = new ArrayList<>();
  public List<PeerRow> peers = new ArrayList<>();
  public List<CheckRow> checks = new ArrayList<>();
  public List<String> notes = new ArrayList<>();
  public Against against = null;
  public ExitRow exit = new ExitRow(0, "measured");

  /// Changes anything, and stays in one expression.
  public ResultBuilder with(java.util.function.Consumer<ResultBuilder> change) {
    change.accept(this);
    return this;
  }

  public Result build() {
    return new Result(
        Result.SCHEMA,
        lab,
        title,
        profile,
        42,
        1,
        Verdict.RULER,
        options,
        started,
        finished,
        runtime,
        project,
        machine,
        limits,
        trials,
        figures,
        peers,
        checks,
        notes,
        against,
        exit);
  }
}
