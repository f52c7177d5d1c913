package tools.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kit.lab.Profile;
import kit.report.MachineWords;
import kit.result.CheckRow;
import kit.result.Conditions;
import kit.result.Numbers;
import kit.result.ProjectFacts;
import kit.result.Result;
import kit.result.ResultStore;
import kit.result.RunOptions;
import runtime.ExitStatus;

/// Many labs, one after another, each in a process of its own; a lab that fails does not keep the
/// next one from running.
///
/// @param ending whether all of this was interrupted, and not one lab alone
record LabRuns(Labs labs, Asked asked, Consumer<String> progress, BooleanSupplier ending) {
  /// Runs one lab to its end and gives its exit status.
  interface Starter {
    int run(String lab) throws IOException, InterruptedException;
  }

  /// What is asked of each lab.
  ///
  /// @param profile `quick`, `standard` or `full`
  /// @param runtime `process`, `container` or `auto`
  /// @param peers `all` or `none`
  /// @param machine this one, as a result has it
  /// @param now the state of the project
  /// @param again whether what is measured is measured once more
  record Asked(
      String profile,
      String runtime,
      String peers,
      Map<String, Object> machine,
      ProjectFacts now,
      boolean again) {
    /// Whether this result is what a run would give now: whole, all its checks held, of this state
    /// of the project, on this machine, with every row and the peers that are asked for, the lab's
    /// usual engine and the profile's trials.
    boolean answeredBy(Result result) {
      Conditions then = result.conditions();
      RunOptions options = result.options();
      Conditions here =
          new Conditions(
              then.lab(),
              profile,
              then.protocolVersion(),
              then.engine(),
              runtime.equals("auto") ? then.runtime() : runtime,
              machine);
      return here.difference(then).isEmpty()
          && result.project().equals(now)
          && !now.commit().equals("unknown")
          && options.only().isEmpty()
          && options.engineWords().isEmpty()
          && options.peers().equals(peers.equals("none") ? List.of() : options.usualPeers())
          && hasItsTrials(options.trials())
          && !result.checks().isEmpty()
          && result.checks().stream().allMatch(CheckRow::held);
    }

    /// A quick run has as many as its lab's plan has time for.
    private boolean hasItsTrials(int trials) {
      Profile usual = Profile.valueOf(profile.toUpperCase(Locale.ROOT));
      return trials == usual.trials() || usual == Profile.QUICK && trials < usual.trials();
    }
  }

  /// What became of one lab.
  ///
  /// @param measured whether it ran now
  /// @param status what it ended with; 0 where its result is kept
  /// @param result its newest, if there is one that this run or the one before it wrote
  record Outcome(String lab, boolean measured, int status, Duration took, Optional<Result> result) {
    /// `measured`, `kept from 2026-11-28`, `ended with status 3`
    String words() {
      if (!measured) {
        return "kept from " + MachineWords.day(result.orElseThrow());
      }
      return status == ExitStatus.DONE.code() ? "measured" : "ended with status " + status;
    }
  }

  /// Runs what is not measured yet.
  ///
  /// @return what became of each, in their order; it ends early when it is interrupted
  List<Outcome> run(List<String> names, Starter starter) throws IOException, InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (String lab : names) {
      Optional<Result> kept = asked.again() ? Optional.empty() : newest(lab, asked::answeredBy);
      if (kept.isPresent()) {
        outcomes.add(new Outcome(lab, false, 0, Duration.ZERO, kept));
        continue;
      }
      progress.accept(heading(names, outcomes));
      Optional<Path> before = store().newest(lab);
      long begun = System.nanoTime();
      int status = starter.run(lab);
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      Optional<Path> after = store().newest(lab).filter(file -> !Optional.of(file).equals(before));
      outcomes.add(new Outcome(lab, true, status, took, after.flatMap(LabRuns::readable)));
      if (ending.getAsBoolean()) {
        break;
      }
    }
    return outcomes;
  }

  /// `[3 of 24] sequencer-burst; 12 min so far, about 48 min to go`
  private String heading(List<String> names, List<Outcome> done) {
    List<String> left = names.subList(done.size(), names.size());
    String place = "[%s of %s] %s".formatted(done.size() + 1, names.size(), left.getFirst());
    Duration so = done.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus);
    String togo = toGo(left, done).map(time -> "about " + minutes(time) + " to go").orElse("");
    String soFar = so.isZero() ? "" : minutes(so) + " so far";
    String times =
        String.join(", ", Stream.of(soFar, togo).filter(text -> !text.isEmpty()).toList());
    return times.isEmpty() ? place : place + "; " + times;
  }

  /// Each lab takes what it took the last time in this profile, and one that never ran as long as
  /// those did on average; nothing is known where none ever ran.
  private Optional<Duration> toGo(List<String> left, List<Outcome> done) {
    List<Duration> known =
        new ArrayList<>(done.stream().filter(Outcome::measured).map(Outcome::took).toList());
    int never = 0;
    Duration sum = Duration.ZERO;
    for (String lab : left) {
      Optional<Duration> earlier =
          newest(lab, result -> result.profile().equals(asked.profile()))
              .map(result -> Duration.between(result.started(), result.finished()));
      earlier.ifPresent(known::add);
      sum = sum.plus(earlier.orElse(Duration.ZERO));
      never += earlier.isPresent() ? 0 : 1;
    }
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Duration all = known.stream().reduce(Duration.ZERO, Duration::plus);
    return Optional.of(sum.plus(all.multipliedBy(never).dividedBy(known.size())));
  }

  private Optional<Result> newest(String lab, Predicate<Result> wanted) {
    return store().readable(lab).reversed().stream().filter(wanted).findFirst();
  }

  private ResultStore store() {
    return new ResultStore(labs.results());
  }

  private static Optional<Result> readable(Path file) {
    try {
      return Optional.of(ResultStore.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String minutes(Duration time) {
    long minutes = Math.round(time.toSeconds() / 60.0);
    return minutes == 0 ? Numbers.counted(time.toSeconds(), "second") : minutes + " min";
  }
}
