package kit.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import kit.figure.Audit;
import kit.figure.DocumentedFigures;
import kit.figure.Figure;
import kit.figure.Relations;
import kit.report.ErrorText;
import kit.report.Style;
import kit.report.Trouble;
import runtime.ExitStatus;
import runtime.Failure;

/// A runnable protocol: what it measures, in which words, and how.
///
/// ```java
/// static final Lab LAB =
///     Lab.named("sequencer-burst")
///         .title("pre-signed payments into the sequencer, every one durable")
///         .protocol("1 000 payments are signed before the clock starts ...")
///         .row("burst.p50", "burst, 1 channel, window 1", LATENCY, "1 channel")
///         .row(
///             Row.of("burst.throughput", "burst, 1 channel, window 1", THROUGHPUT, "1 channel")
///                 .answers("cronosstream.burst.throughput"))
///         .plan(SequencerBurst::plan);
///
/// static void main(String[] arguments) {
///   LAB.main(arguments);
/// }
/// ```
///
/// The rows are known before anything runs, so that `--list` can show them; the plan is made once
/// the options are known.
public final class Lab {
  private final String name;
  private String title = "";
  private String protocol = "";
  private int protocolVersion = 1;
  private boolean inTheLabsJvm;
  private String promise = "";
  private final List<String> engines = new ArrayList<>();
  private final Map<String, String> lesserEngines = new HashMap<>();
  private final List<String> peers = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private Consumer<RunPlan> planner = plan -> {};

  private Lab(String name) {
    this.name = name;
  }

  /// A lab under its name in the catalog.
  public static Lab named(String name) {
    if (!name.matches("[a-z]+(-[a-z]+)+")) {
      throw new IllegalArgumentException(
          "a lab is called system-protocol in small letters, not \"" + name + "\"");
    }
    return new Lab(name);
  }

  /// What it does, in one line without a full stop: with its promise, the words of the script's
  /// `//DESCRIPTION`.
  public Lab title(String words) {
    title = Objects.requireNonNull(words);
    return this;
  }

  /// The protocol in words, as `--list` prints it: what is sent, what is timed, what is verified.
  public Lab protocol(String words) {
    protocol = words.strip();
    return this;
  }

  /// Raised whenever the protocol changes, so that results of different ones are never compared.
  public Lab protocolVersion(int version) {
    protocolVersion = version;
    return this;
  }

  /// Says that what is measured runs in the lab's own JVM, where no other build can take its place.
  public Lab inTheLabsJvm() {
    inTheLabsJvm = true;
    return this;
  }

  /// What `--engine` may name; the first is the default.
  public Lab engines(String... names) {
    engines.addAll(List.of(names));
    return this;
  }

  /// What every engine but the lesser ones keeps, as the end of the title: `every one durable`.
  public Lab promise(String words) {
    promise = Objects.requireNonNull(words);
    return this;
  }

  /// Names one more engine, which does not do what the others do. The title says so
  /// instead of the promise, and every row is tagged with its name.
  ///
  /// @param lacking what it leaves out: `nothing is durable`
  public Lab lesserEngine(String name, String lacking) {
    engines.add(name);
    lesserEngines.put(name, lacking);
    return this;
  }

  /// What `--peers` may name.
  public Lab peers(String... names) {
    peers.addAll(List.of(names));
    return this;
  }

  /// Adds a line to the end table that stands beside nothing documented.
  public Lab row(String id, String label, Measure measure, String variant) {
    return row(Row.of(id, label, measure, variant));
  }

  /// Adds a line to the end table.
  public Lab row(Row row) {
    if (rows.stream().anyMatch(known -> known.id().equals(row.id()))) {
      throw new IllegalArgumentException("two rows have the id " + row.id());
    }
    rows.add(row);
    return this;
  }

  /// Names the variants once the options are known.
  public Lab plan(Consumer<RunPlan> maker) {
    planner = maker;
    return this;
  }

  /// Runs the lab with these arguments and ends the process with its exit status.
  public void main(String... arguments) {
    System.exit(run(Surroundings.real(), arguments));
  }

  /// Runs the lab in surroundings that a test has chosen.
  ///
  /// @return the exit status
  int run(Surroundings around, String... arguments) {
    boolean stacktrace = List.of(arguments).contains("--stacktrace");
    try {
      LabCommand command = LabCommand.parse(name, arguments);
      if (command.help) {
        around.out().print(LabCommand.usage(name, title(), engines, peers));
        return ExitStatus.DONE.code();
      }
      Project project = around.project();
      Options options = command.options(engines, peers, project.results());
      if (command.judge != null) {
        around.out().println(new Rejudge(this, project).file(command.judge));
        return ExitStatus.DONE.code();
      }
      if (command.list) {
        around.out().print(new Listing(this, project).text());
        return ExitStatus.DONE.code();
      }
      return new LabRun(this, options, project, around).run();
    } catch (RuntimeException | Error thrown) {
      if (around.interrupted().getAsBoolean()) {
        return ExitStatus.INTERRUPTED.code();
      }
      Trouble trouble = thrown instanceof Trouble told ? told : unforeseen(thrown);
      around.err().print(new ErrorText(new Style(around.terminal())).render(trouble));
      if (stacktrace && trouble.getCause() != null) {
        trouble.getCause().printStackTrace(around.err());
      }
      return trouble.exitStatus().code();
    }
  }

  private Trouble unforeseen(Throwable thrown) {
    return Trouble.of(Failure.status(thrown), Failure.sentence(thrown))
        .action("the same with --stacktrace", "where it came from")
        .because(thrown);
  }

  /// The documented figures and what contradicts them, once it is sure that the rows fit them.
  ///
  /// @throws IllegalStateException if a row counts upwards what its figure counts downwards, or the
  ///     like
  Audit audited(Project project) {
    DocumentedFigures figures = DocumentedFigures.load(project.documented());
    for (Row row : rows) {
      if (row.figure() != null) {
        Figure figure = figures.figure(row.figure());
        Units.scale(figure.unit(), row.measure().unit());
        if (figure.better() != row.measure().better()) {
          throw new IllegalStateException(
              "row %s of %s says that %s is better; its figure %s says %s"
                  .formatted(
                      row.id(),
                      name,
                      row.measure().better().word(),
                      figure.id(),
                      figure.better().word()));
        }
      }
    }
    return Audit.of(figures, Relations.load(project.documented(), figures));
  }

  /// What a reader must know of a run with this engine where it is not the lab's own: every row was
  /// then measured under other conditions than the row says. Empty for the lab's own, and where it
  /// is not known.
  String otherEngine(String engine) {
    if (!engines.contains(engine) || engine.equals(usualEngine())) {
      return "";
    }
    String lacking = lesserEngines.get(engine);
    return "measured with --engine %s%s; the figure is judged with %s"
        .formatted(engine, lacking == null ? "" : " (" + lacking + ")", usualEngine());
  }

  String name() {
    return name;
  }

  /// The title for a run with the usual engine.
  String title() {
    return promise.isEmpty() ? title : title + ", " + promise;
  }

  /// The title for a run with these options: no engine but the usual one goes without its name.
  String title(Options asked) {
    String engine = ", engine " + asked.engine();
    if (lesserEngines.containsKey(asked.engine())) {
      return title + engine + ": " + lesserEngines.get(asked.engine());
    }
    return asked.engine().equals(usualEngine()) ? title() : title() + engine;
  }

  /// The engine that is taken unless another one is asked for; empty where there is none.
  String usualEngine() {
    return engines.isEmpty() ? "" : engines.getFirst();
  }

  String protocol() {
    return protocol;
  }

  int protocolVersion() {
    return protocolVersion;
  }

  boolean runsInTheLabsJvm() {
    return inTheLabsJvm;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  /// The rows of a run with these options. An engine that leaves something out is named in each.
  List<Row> rows(Options asked) {
    return lesserEngines.containsKey(asked.engine())
        ? rows.stream().map(row -> row.alsoTagged("engine " + asked.engine())).toList()
        : rows();
  }

  List<String> engines() {
    return List.copyOf(engines);
  }

  List<String> peers() {
    return List.copyOf(peers);
  }

  RunPlan plan(Options options) {
    RunPlan plan = new RunPlan(options);
    planner.accept(plan);
    return plan;
  }
}
