package kit.result;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of one lab: what was asked, on which machine, every trial, every figure with its
/// verdict, every check with its evidence, and how the run ended.
///
/// `figures` holds one row for each line of the end table, in its order, whether or not a document
/// states a value for it. All times are UTC.
///
/// @param schema version of this shape; readers refuse a version they do not know
/// @param lab the lab's name, as in the catalog: `sequencer-burst`
/// @param title what the lab does, in one line without a full stop
/// @param profile `quick`, `standard` or `full`
/// @param seed the seed that every order and random choice of the run was drawn from
/// @param protocolVersion raised by a lab whenever its protocol changes, so that results of
///     different protocols are never compared
/// @param ruler version of the rule that gave the verdicts, [Verdict#RULER] for a new run; 0 where
///     an earlier version did not say
/// @param options what was asked for, as far as it changes what is measured
/// @param against another build that took turns with this one, or null in an ordinary run
public record Result(
    int schema,
    String lab,
    String title,
    String profile,
    long seed,
    int protocolVersion,
    Integer ruler,
    RunOptions options,
    Instant started,
    Instant finished,
    RuntimeFacts runtime,
    ProjectFacts project,
    Map<String, Object> machine,
    List<Limit> limits,
    List<TrialRow> trials,
    List<FigureRow> figures,
    List<PeerRow> peers,
    List<CheckRow> checks,
    List<String> notes,
    Against against,
    ExitRow exit) {

  /// The shape that this version of the kit writes.
  public static final int SCHEMA = 1;

  public Result {
    if (schema != SCHEMA) {
      throw new IllegalArgumentException(
          "a result of schema " + schema + " cannot be read; this kit reads schema " + SCHEMA);
    }
    Required.of("lab", lab, "title", title, "profile", profile);
    Required.of("started", started, "finished", finished, "exit", exit);
    Required.of("runtime", runtime, "project", project, "machine", machine);
    Required.of("limits", limits, "trials", trials, "figures", figures, "peers", peers);
    Required.of("checks", checks, "notes", notes);
    ruler = ruler == null ? 0 : ruler;
    options = options == null ? RunOptions.UNKNOWN : options;
    machine = Map.copyOf(machine);
    limits = List.copyOf(limits);
    trials = List.copyOf(trials);
    figures = List.copyOf(figures);
    peers = List.copyOf(peers);
    checks = List.copyOf(checks);
    notes = List.copyOf(notes);
    if (finished.isBefore(started)) {
      throw new IllegalArgumentException("a run that started " + started + " ended " + finished);
    }
  }

  /// What another run must have in common with this one to be compared with it.
  public Conditions conditions() {
    return new Conditions(lab, profile, protocolVersion, options.engine(), runtime.kind(), machine);
  }

  /// Whether numbers of that run may be compared with numbers of this one.
  public boolean comparableWith(Result other) {
    return conditions().difference(other.conditions()).isEmpty();
  }

  /// Whether this is a smoke run: few trials, min to max, no verdict.
  public boolean smoke() {
    return profile.equals("quick") || profile.equals("test");
  }

  /// The row whose id or whose documented figure has this id.
  public Optional<FigureRow> figure(String id) {
    return figures.stream().filter(row -> row.answers(id)).findFirst();
  }

  /// The limit of this id, as calibrated in this run.
  public Optional<Limit> limit(String id) {
    return limits.stream().filter(limit -> limit.id().equals(id)).findFirst();
  }

  /// The same result with another ending.
  public Result endingWith(ExitRow ending) {
    return with(ruler, figures, notes, ending);
  }

  /// The same run with other verdicts, and what a reader must know of them.
  public Result judgedAs(List<FigureRow> rows, List<String> words) {
    return with(Verdict.RULER, rows, words, exit);
  }

  private Result with(int rule, List<FigureRow> rows, List<String> words, ExitRow ending) {
    return new Result(
        schema,
        lab,
        title,
        profile,
        seed,
        protocolVersion,
        rule,
        options,
        started,
        finished,
        runtime,
        project,
        machine,
        limits,
        trials,
        rows,
        peers,
        checks,
        words,
        against,
        ending);
  }

  /// The names of all variants: those of rows first, as the table of figures has them.
  public List<String> variants() {
    return Stream.concat(
            figures.stream().map(FigureRow::variant), trials.stream().map(TrialRow::name))
        .distinct()
        .toList();
  }

  /// The trials of one variant, in the order in which they ran.
  public List<TrialRow> trialsOf(String variant) {
    return trials.stream().filter(trial -> trial.name().equals(variant)).toList();
  }
}
