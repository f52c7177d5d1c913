package kit.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import kit.chart.Format;
import kit.figure.Audit;
import kit.machine.Calibration;
import kit.machine.MachineFacts;
import kit.report.BaselineTable;
import kit.report.EndTable;
import kit.report.MachineWords;
import kit.report.Progress;
import kit.report.Trouble;
import kit.result.Against;
import kit.result.Conditions;
import kit.result.ExitRow;
import kit.result.FigureRow;
import kit.result.Limit;
import kit.result.Numbers;
import kit.result.PeerRow;
import kit.result.Result;
import kit.result.ResultJson;
import kit.result.ResultStore;
import kit.result.RuntimeFacts;
import kit.result.TrialRow;
import kit.result.Verdict;
import runtime.ExitStatus;
import runtime.RuntimeUnavailable;
import runtime.Runtimes;
import runtime.SystemRuntime;

/// One run of a lab, from checked options to an exit status. What can fail without measuring fails
/// first; the result is saved whenever the measuring itself finished.
final class LabRun {
  private final Lab lab;
  private Options options;
  private final Project project;
  private final Surroundings around;
  private final ResultStore store;
  private final Checks checks = new Checks();
  private final StartTimes start;

  LabRun(Lab lab, Options options, Project project, Surroundings around) {
    this.lab = lab;
    this.options = options;
    this.project = project;
    this.around = around;
    this.store = new ResultStore(options.out());
    this.start = new StartTimes(around.sinceCommandS());
    start.reached(StartTimes.LAB);
  }

  /// @return the exit status
  int run() {
    Audit audit = lab.audited(project);
    RunPlan plan = lab.plan(options);
    List<Row> rows = chosenRows();
    List<Variant> variants = sized(chosenVariants(plan, rows));
    Optional<Baseline> baseline = options.baseline().map(file -> Baseline.read(file, lab.name()));
    Optional<OtherBuild> other =
        options.against().map(asked -> OtherBuild.find(asked, project, lab));
    List<Row> compared = other.isPresent() ? SideBySide.comparable(rows, variants) : List.of();
    store.obstacle(lab.name()).ifPresent(this::refuseStore);
    RunClock clock = new RunClock(around.now(), around.nanoTime());
    try (SystemRuntime runtime = chooseRuntime();
        Progress progress = Progress.to(around.err(), around.terminal(), around.nanoTime())) {
      Map<String, Object> machine = MachineFacts.read(project.root());
      Room.require(machine, runtime.kind(), plan.memoryBytes());
      baseline.ifPresent(known -> known.refuseUnlike(conditions(runtime, machine)));
      Optional<SideBySide> beside = other.map(known -> built(known, runtime, compared));
      List<Schedule.Slot> slots =
          Schedule.of(
              variants,
              variant -> beside.map(two -> two.builds(variant)).orElse(List.of(Build.THIS)),
              options.trials(),
              options.seed());
      double planned = planned(slots);
      String words = planWords(variants, runtime, beside, planned);
      progress.begin(lab.name(), lab.title(options), words, planned, slots.size());
      progress.line("machine   " + MachineWords.machine(machine));
      MachineWords.warning(machine).ifPresent(progress::line);
      if (variants.size() == plan.variants().size()) { // --only leaves out who would bring evidence
        plan.expectations().forEach(checks::expect);
      }
      Measured measured = measure(plan, slots, runtime, progress);
      progress.end();
      List<TrialRow> trials = measured.trials().get(Build.THIS);
      Map<String, Limit> limits = Models.added(plan.models(), measured.limits(), trials);
      List<String> notes = new ArrayList<>(plan.notes());
      notes.addAll(measured.remarks());
      Summary summary =
          new Summary(
              audit,
              limits,
              lab.otherEngine(options.engine()),
              !options.profile().givesVerdicts(),
              checks.allHeld());
      List<FigureRow> table = rows.stream().map(row -> summary.row(row, trials)).toList();
      List<PeerRow> peers = new Rivals(rows, options.seed()).compare(plan.rivalries(), trials);
      clock.remark().ifPresent(notes::add);
      Against against =
          beside.map(two -> two.compare(measured.trials(), checks.allHeld())).orElse(null);
      Result result =
          result(
              clock, runtime, machine, limits, trials, table, peers, notes, against, exit(table));
      return finish(result, baseline);
    } catch (RuntimeUnavailable e) {
      throw Trouble.of(ExitStatus.ENVIRONMENT_LACKS, e.getMessage())
          .fact("tried", e.tried().toArray(String[]::new))
          .action(e.advice())
          .because(e);
    }
  }

  private List<Row> chosenRows() {
    if (options.only().isEmpty()) {
      return lab.rows(options);
    }
    Set<String> known =
        lab.rows().stream()
            .flatMap(row -> java.util.stream.Stream.of(row.id(), String.valueOf(row.figure())))
            .collect(Collectors.toSet());
    for (String id : options.only()) {
      if (!known.contains(id)) {
        throw Trouble.of(
                ExitStatus.WRONG_ARGUMENTS, "--only " + id + ", which this lab does not measure")
            .action(LabCommand.script(lab.name()) + " --list", "what it measures");
      }
    }
    return lab.rows(options).stream()
        .filter(
            row ->
                options.only().contains(row.id())
                    || row.figure() != null && options.only().contains(row.figure()))
        .toList();
  }

  private List<Variant> chosenVariants(RunPlan plan, List<Row> rows) {
    if (options.only().isEmpty()) {
      return plan.variants();
    }
    Set<String> wanted = rows.stream().map(Row::variant).collect(Collectors.toSet());
    Set<String> ids = rows.stream().map(Row::id).collect(Collectors.toSet());
    plan.rivalries().stream()
        .filter(rivalry -> ids.contains(rivalry.row()))
        .forEach(rivalry -> wanted.add(rivalry.peer()));
    return plan.variants().stream().filter(variant -> wanted.contains(variant.name())).toList();
  }

  /// Settles how many trials they get.
  private List<Variant> sized(List<Variant> variants) {
    options = options.sized(variants.stream().mapToDouble(Variant::plannedSeconds).sum());
    return variants;
  }

  private Conditions conditions(SystemRuntime runtime, Map<String, Object> machine) {
    return new Conditions(
        lab.name(),
        options.profile().word(),
        lab.protocolVersion(),
        options.engine(),
        runtime.kind(),
        machine);
  }

  private void refuseStore(String sentence) {
    throw Trouble.of(ExitStatus.ENVIRONMENT_LACKS, sentence)
        .action(LabCommand.script(lab.name()) + " --out DIR", "another folder");
  }

  private SystemRuntime chooseRuntime() throws RuntimeUnavailable {
    return Runtimes.choose(
        options.runtime(), project.root(), what -> around.err().println("  " + what));
  }

  private SideBySide built(OtherBuild other, SystemRuntime runtime, List<Row> compared) {
    around.err().println("  building " + other.words());
    return SideBySide.open(other, runtime.temporary(), options.engine(), compared);
  }

  private static double planned(List<Schedule.Slot> slots) {
    return slots.stream().mapToDouble(slot -> slot.variant().plannedSeconds()).sum();
  }

  private String planWords(
      List<Variant> variants, SystemRuntime runtime, Optional<SideBySide> beside, double planned) {
    return options.profile().word()
        + ", "
        + counted(options.trials(), "trial")
        + " x "
        + counted(variants.size(), "variant")
        + fewer(variants)
        + beside.map(two -> ", against " + two.words()).orElse("")
        + ", seed "
        + options.seed()
        + ", "
        + runtime.kind()
        + (options.runtime().equals("auto") ? " (" + runtime.reason() + ")" : "")
        + ", about "
        + Numbers.span(planned);
  }

  /// Those that have fewer trials, in brackets.
  private String fewer(List<Variant> variants) {
    String names =
        variants.stream()
            .filter(variant -> variant.trialsMax() < options.trials())
            .map(variant -> variant.name() + " " + variant.trialsMax())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : " (" + names + ")";
  }

  private static String counted(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /// What the run brought: its trials, and what the machine showed before, between and after them.
  private record Measured(
      Map<Build, List<TrialRow>> trials, Map<String, Limit> limits, List<String> remarks) {}

  private Measured measure(
      RunPlan plan, List<Schedule.Slot> slots, SystemRuntime runtime, Progress progress) {
    progress.phase("measuring the limits of this machine");
    start.reached(StartTimes.LIMITS);
    progress.line(start.words());
    Duration slice = Duration.ofMillis(options.pick(3, 10, 30));
    try (Calibration calibration =
        around.gauges().open(runtime.temporary(), slice, plan.probes(), around.nanoTime())) {
      calibration.before();
      calibration.limits().values().forEach(limit -> progress.line(words(limit)));
      Path home = options.out().resolve(lab.name());
      Trials trials = new Trials(plan, runtime, progress, checks, around, home, start);
      Map<Build, List<TrialRow>> rows = trials.run(slots, calibration::between);
      progress.phase("measuring the limits of this machine once more");
      calibration.after();
      List<String> remarks = new ArrayList<>(trials.remarks());
      remarks.addAll(calibration.remarks());
      return new Measured(rows, calibration.limits(), remarks);
    } catch (IOException e) {
      throw Trouble.of(
              ExitStatus.ENVIRONMENT_LACKS,
              "the machine's limits cannot be measured: " + e.getMessage())
          .because(e);
    }
  }

  private static String words(Limit limit) {
    return "limit     "
        + limit.label()
        + ": "
        + Numbers.withUnit(Numbers.plain(limit.value()), limit.unit());
  }

  private ExitRow exit(List<FigureRow> table) {
    if (!checks.allHeld()) {
      return ended(ExitStatus.FAILED, "a check failed");
    }
    boolean inconclusive = table.stream().anyMatch(row -> row.verdict() == Verdict.INCONCLUSIVE);
    return options.strict() && inconclusive
        ? ended(ExitStatus.INCONCLUSIVE, "inconclusive")
        : ended(ExitStatus.DONE, "measured");
  }

  private static ExitRow ended(ExitStatus status, String reason) {
    return new ExitRow(status.code(), reason);
  }

  private Result result(
      RunClock clock,
      SystemRuntime runtime,
      Map<String, Object> machine,
      Map<String, Limit> limits,
      List<TrialRow> trials,
      List<FigureRow> table,
      List<PeerRow> peers,
      List<String> notes,
      Against against,
      ExitRow exit) {
    return new Result(
        Result.SCHEMA,
        lab.name(),
        lab.title(options),
        options.profile().word(),
        options.seed(),
        lab.protocolVersion(),
        Verdict.RULER,
        options.asked(lab.usualEngine(), lab.peers()),
        clock.started(),
        clock.now(),
        facts(runtime),
        project.facts(),
        machine,
        List.copyOf(limits.values()),
        trials,
        table,
        peers,
        checks.rows(),
        notes,
        against,
        exit);
  }

  private RuntimeFacts facts(SystemRuntime runtime) {
    Map<String, String> details = new LinkedHashMap<>(runtime.details());
    details.putAll(start.facts());
    return new RuntimeFacts(runtime.kind(), runtime.reason(), details);
  }

  /// Saves first, then compares, draws and prints: what fails after the measuring loses nothing.
  private int finish(Result measured, Optional<Baseline> baseline) {
    Harvest harvest = new Harvest(store, project, LabCommand.script(lab.name()));
    Path file = null;
    Trouble unsaved = null;
    try {
      file = harvest.save(measured);
    } catch (Trouble e) {
      unsaved = e;
    }
    Optional<Comparison> comparison =
        baseline
            .map(known -> known.compare(measured, store.readable(lab.name())))
            .or(() -> SideBySide.in(measured));
    ExitRow exit =
        comparison.map(seen -> exit(measured, seen)).orElseGet(() -> exit(measured.figures()));
    Result result = measured.endingWith(exit);
    if (file != null && !result.equals(measured)) {
      harvest.replace(file, result);
    }
    if (options.json()) {
      around.out().print(ResultJson.write(result));
      around.out().flush();
    }
    // The larger formats show the same pictures.
    Set<Format> formats = options.profile() == Profile.TEST ? Format.SMALL : Format.ALL;
    Map<String, String> saved =
        file == null
            ? Map.of("result", "none: it could not be saved")
            : harvest.draw(file, formats);
    PrintStream screen = options.json() ? around.err() : around.out();
    screen.print(EndTable.render(result, around.terminal(), options.verbose(), saved, next()));
    comparison.ifPresent(
        seen -> screen.print(BaselineTable.render(seen.table(), around.terminal())));
    if (unsaved != null) {
      throw unsaved;
    }
    return exit.status();
  }

  private ExitRow exit(Result measured, Comparison comparison) {
    ExitRow exit = exit(measured.figures());
    if (exit.status() != ExitStatus.DONE.code()) {
      return exit;
    }
    if (comparison.worse()) {
      return ended(ExitStatus.REGRESSION, "regression");
    }
    String compared = options.against().isPresent() ? "other build" : "baseline";
    return options.strict() && !comparison.decided()
        ? ended(ExitStatus.INCONCLUSIVE, "no verdict against the " + compared)
        : exit;
  }

  private Map<String, String> next() {
    Map<String, String> next = new LinkedHashMap<>();
    if (!options.profile().givesVerdicts()) {
      next.put(LabCommand.script(lab.name()), "10 trials, verdicts, some minutes");
    }
    String system = lab.name().substring(0, lab.name().indexOf('-'));
    next.put("./jbang notebooks " + system, "explore this result");
    return next;
  }
}
