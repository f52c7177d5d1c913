package tools.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kit.lab.Profile;
import kit.lab.Project;
import kit.machine.MachineFacts;
import kit.report.Columns;
import kit.report.Terminal;
import kit.report.Words;
import kit.result.CheckRow;
import kit.result.Numbers;
import kit.result.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import runtime.ChildProcess;
import runtime.ExitStatus;
import runtime.Program;
import tools.lab.LabRuns.Outcome;

/// `./jbang lab run`: many labs, with what became of each at the end.
@Command(
    name = "run",
    sortOptions = false,
    description =
        "Runs labs one after another, each as if it were started alone. A lab that was measured"
            + " already is left out, so a run that was interrupted goes on where it stopped:"
            + " measured means a whole result in the folder of results, with these options, of this"
            + " commit and this machine.")
final class RunLabs extends Program {
  /// A lab that is asked to end removes what it started.
  private static final Duration END_LIMIT = Duration.ofSeconds(60);

  private static final long TELLING_LIMIT_S = 10;

  private final CountDownLatch told = new CountDownLatch(1);
  private volatile ChildProcess running;
  private Optional<LabBuild> built;

  @Parameters(
      arity = "1..*",
      paramLabel = "all|SYSTEM|LAB",
      description = "every lab, those of a system, or one")
  private List<String> words;

  @Option(
      names = "--profile",
      paramLabel = "quick|standard|full",
      defaultValue = "standard",
      description = "as of a lab (default: ${DEFAULT-VALUE})")
  private String profile;

  @Option(
      names = "--runtime",
      paramLabel = "process|container|auto",
      defaultValue = "auto",
      description = "as of a lab (default: ${DEFAULT-VALUE})")
  private String place;

  @Option(
      names = "--peers",
      paramLabel = "all|none",
      defaultValue = "all",
      description = "as of a lab (default: ${DEFAULT-VALUE})")
  private String peers;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results are kept (default: datasets/results)")
  private Path out;

  @Option(names = "--again", description = "measures what is measured already, too")
  private boolean again;

  @Override
  public Integer call() throws IOException, InterruptedException {
    oneOf("--profile", profile, "quick", "standard", "full");
    oneOf("--runtime", place, "process", "container", "auto");
    oneOf("--peers", peers, "all", "none");
    Project project = Project.here();
    if (runtime.Project.travelled(project.root())) {
      throw wrong("labs run one after another from a checkout only; run it there as ./jbang lab");
    }
    Labs labs = new Labs(project, out == null ? project.results() : out.toAbsolutePath());
    List<String> names = labs.meant(words);
    LabRuns.Asked asked =
        new LabRuns.Asked(
            profile, place, peers, MachineFacts.read(project.root()), project.facts(), again);
    List<Outcome> outcomes;
    Thread end = new Thread(this::end, "end");
    Runtime.getRuntime().addShutdownHook(end);
    try {
      outcomes =
          new LabRuns(labs, asked, this::say, RunLabs::ending)
              .run(names, lab -> start(labs, names, lab));
      summary(names, outcomes).forEach(out()::println);
      out().flush();
    } finally {
      told.countDown();
      if (!ending()) {
        Runtime.getRuntime().removeShutdownHook(end);
      }
    }
    return outcomes.stream()
        .mapToInt(Outcome::status)
        .filter(status -> status != 0)
        .findFirst()
        .orElse(ExitStatus.DONE.code());
  }

  private void oneOf(String option, String value, String... allowed) {
    if (!List.of(allowed).contains(value)) {
      throw wrong("%s is '%s'; it must be one of: %s", option, value, String.join(", ", allowed));
    }
  }

  private void say(String line) {
    err().println(line);
    err().flush();
  }

  /// The lab has this terminal to itself. Ctrl-C reaches both; if it reaches this process alone, or
  /// this process is killed, the lab ends too, as if it had been asked to.
  private int start(Labs labs, List<String> names, String lab)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(java(labs, names, lab));
    command.addAll(List.of("--profile", profile, "--runtime", place, "--peers", peers));
    command.addAll(List.of("--out", labs.results().toString()));
    try (ChildProcess child =
        ChildProcess.start(lab, new ProcessBuilder(command).inheritIO(), "TERM")) {
      running = child;
      if (ending()) { // since before there was anything to end
        stop(child);
      }
      return child.awaitEnd();
    }
  }

  /// The command that starts a lab. Quick runs are built all at once, when the first is started.
  private List<String> java(Labs labs, List<String> names, String lab)
      throws IOException, InterruptedException {
    Path root = labs.project().root();
    if (built == null) {
      boolean together = profile.equals(Profile.QUICK.word()) && names.size() > 1;
      built = together ? LabBuild.of(root, names) : Optional.empty();
    }
    if (built.isPresent()) {
      return built.get().start(lab);
    }
    Path script = root.resolve("labs").resolve(lab + ".java");
    return List.of(runtime.Project.launcher(root).toString(), script.toString());
  }

  /// What a signal does: the lab ends, and the JVM stays until it is told what became of all.
  private void end() {
    if (running != null) {
      stop(running);
    }
    try {
      told.await(TELLING_LIMIT_S, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(ChildProcess child) {
    try {
      child.stop("TERM", END_LIMIT);
    } catch (IOException e) {
      child.kill();
    }
  }

  /// One line for each lab, the ones that never came to their turn too.
  private List<String> summary(List<String> names, List<Outcome> outcomes) {
    int columns = names.stream().mapToInt(String::length).max().orElse(0);
    int width = Terminal.detect().textWidth();
    List<String> lines = new ArrayList<>(List.of(""));
    for (int at = 0; at < names.size(); at++) {
      String words = at < outcomes.size() ? words(outcomes.get(at)) : "not begun";
      List<String> wrapped = Columns.wrap(words, Math.max(columns, width - columns - 4));
      lines.add("  " + Columns.left(names.get(at), columns) + "  " + wrapped.getFirst());
      wrapped.stream().skip(1).forEach(more -> lines.add(" ".repeat(columns + 4) + more));
    }
    Duration took = outcomes.stream().map(Outcome::took).reduce(Duration.ZERO, Duration::plus);
    long failed = outcomes.stream().filter(outcome -> outcome.status() != 0).count();
    long measured = outcomes.stream().filter(Outcome::measured).count();
    lines.add(
        "%s%s%s"
            .formatted(
                measured == 0
                    ? "nothing was measured"
                    : Numbers.counted(measured, "lab") + " in " + LabRuns.minutes(took),
                failed == 0 ? "" : ", " + failed + " with trouble",
                outcomes.size() < names.size() ? "; the same command goes on" : ""));
    return lines;
  }

  /// `measured in 2 min: 4 of 4 checks held; 2 exceeded, 1 reproduced`
  private static String words(Outcome outcome) {
    StringBuilder words = new StringBuilder(outcome.words());
    if (outcome.measured()) {
      words.append(" in ").append(LabRuns.minutes(outcome.took()));
    }
    outcome.result().ifPresent(result -> words.append(": ").append(found(result)));
    return words.toString();
  }

  private static String found(Result result) {
    long held = result.checks().stream().filter(CheckRow::held).count();
    String checks =
        "%s of %s held".formatted(held, Numbers.counted(result.checks().size(), "check"));
    String verdicts = result.smoke() ? "" : Words.verdicts(result.figures());
    return verdicts.isEmpty() ? checks : checks + "; " + verdicts;
  }
}
