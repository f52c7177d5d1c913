package kit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import kit.machine.Noise;
import kit.report.Progress;
import kit.report.Trouble;
import kit.result.Role;
import kit.result.TrialRow;
import runtime.ExitStatus;
import runtime.RunningSystem;
import runtime.StartFailure;
import runtime.SystemRuntime;

/// Runs the trials of a run one after the other, each with fresh systems, and watches the machine
/// meanwhile. The first trial that breaks ends the run: a result with a hole in it is worth
/// nothing. Only a peer may break once: what others wrote is not ours to mend, so that trial is
/// measured again, and the result says so.
final class Trials {
  private static final int LAST_WORDS = 5;

  private final RunPlan plan;
  private final SystemRuntime runtime;
  private final Progress progress;
  private final Checks checks;
  private final Surroundings around;
  private final Path home;
  private final StartTimes start;

  /// On what the trials of this run agree ([Trial#agreed]).
  private final Map<String, Double> agreed = new HashMap<>();

  private final List<String> remarks = new ArrayList<>();

  /// @param home folder of this lab's results, where the log of a dead system is kept
  Trials(
      RunPlan plan,
      SystemRuntime runtime,
      Progress progress,
      Checks checks,
      Surroundings around,
      Path home,
      StartTimes start) {
    this.plan = plan;
    this.runtime = runtime;
    this.progress = progress;
    this.checks = checks;
    this.around = around;
    this.home = home;
    this.start = start;
  }

  /// The trials of each build, in the order in which they ran.
  ///
  /// @param pause called after each trial but the last, with how many are over and how many there
  ///     are
  Map<Build, List<TrialRow>> run(List<Schedule.Slot> slots, BiConsumer<Integer, Integer> pause) {
    SplittableRandom seeds = new SplittableRandom(plan.seed());
    Map<Build, List<TrialRow>> rows = new LinkedHashMap<>();
    for (Schedule.Slot slot : slots) {
      if (slot.order() > 0) {
        pause.accept(slot.order(), slots.size());
      }
      rows.computeIfAbsent(slot.build(), _ -> new ArrayList<>())
          .add(run(slot, slots.size(), seeds.nextLong()));
    }
    return rows;
  }

  /// Which trials were measured twice, and why.
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private TrialRow run(Schedule.Slot slot, int of, long seed) {
    boolean again = slot.variant().role() == Role.PEER;
    for (; ; again = false) {
      try {
        return attempt(slot, of, seed);
      } catch (Trouble trouble) {
        throw trouble;
      } catch (Exception e) {
        if (!again || !(e instanceof IOException)) {
          throw broken(slot, of, e);
        }
        String remark = words(slot, of) + "broke and was measured again: " + e.getMessage();
        remarks.add(remark);
        progress.line("! " + remark);
      }
    }
  }

  private TrialRow attempt(Schedule.Slot slot, int of, long seed) throws Exception {
    Variant variant = slot.variant();
    start.reached(StartTimes.TRIALS);
    progress.trialStarted(slot.order() + 1, of, variant.role(), slot.name());
    Supplier<Supplier<Noise>> watches = () -> around.noise().apply(runtime::cpuNsOutside)::stop;
    long begunNs = around.nanoTime().getAsLong();
    try (Trial trial =
        new Trial(plan, slot.build(), runtime, seed, progress, checks, start, agreed, watches)) {
      measure(trial, slot, of);
      double seconds = (around.nanoTime().getAsLong() - begunNs) / 1e9;
      TrialRow row = trial.end(slot, seconds);
      progress.trialFinished(row);
      return row;
    }
  }

  private void measure(Trial trial, Schedule.Slot slot, int of) throws Exception {
    try {
      slot.variant().body().measure(trial);
    } catch (StartFailure e) {
      throw Trouble.of(ExitStatus.FAILED, e.getMessage() + slot.build().words())
          .fact("log", lines(e.lastLogLines()))
          .fact("kept", "nothing: no result is written from a run that broke")
          .because(e);
    } catch (Exception e) {
      if (trial.dead().isPresent()) {
        throw died(trial.dead().get(), slot, of).because(e);
      }
      throw e;
    }
    if (trial.dead().isPresent()) {
      throw died(trial.dead().get(), slot, of);
    }
    if (!trial.showsItsBuild()) {
      throw Trouble.of(
          ExitStatus.WRONG_ARGUMENTS,
          "--against compares what a lab starts, and trial \"%s\" runs in the lab's own JVM"
              .formatted(slot.name()));
    }
  }

  private Trouble died(RunningSystem system, Schedule.Slot slot, int of) {
    String status =
        system.exitStatus().isPresent() ? " (exit " + system.exitStatus().getAsInt() + ")" : "";
    List<String> words = new ArrayList<>();
    words.add(keep(system));
    system.lastLogLines(LAST_WORDS).forEach(line -> words.add("| " + line));
    Trouble trouble =
        Trouble.of(
            ExitStatus.FAILED,
            "the "
                + system.launch().name()
                + slot.build().words()
                + " died in trial "
                + (slot.order() + 1)
                + " of "
                + of
                + status);
    if (status.endsWith("137)")) {
      trouble = trouble.fact("likely", "it was killed, by the kernel for memory or by somebody");
    }
    return trouble
        .fact("log", words.toArray(String[]::new))
        .fact("kept", "nothing: no result is written from a run that broke");
  }

  private String keep(RunningSystem system) {
    try {
      Files.createDirectories(home);
      Path kept = home.resolve("failed-" + system.launch().name() + ".log");
      Files.copy(system.log(), kept, StandardCopyOption.REPLACE_EXISTING);
      return kept.toString();
    } catch (IOException e) {
      return "it could not be kept: " + e.getMessage();
    }
  }

  private static Trouble broken(Schedule.Slot slot, int of, Exception e) {
    return Trouble.of(ExitStatus.FAILED, words(slot, of) + "broke")
        .fact("seen", e.getClass().getSimpleName() + ": " + e.getMessage())
        .fact("kept", "nothing: no result is written from a run that broke")
        .because(e);
  }

  private static String words(Schedule.Slot slot, int of) {
    return "trial %s of %s, %s, ".formatted(slot.order() + 1, of, slot.name());
  }

  private static String[] lines(List<String> log) {
    return log.isEmpty()
        ? new String[] {"it printed nothing"}
        : log.stream().map(line -> "| " + line).toArray(String[]::new);
  }
}
