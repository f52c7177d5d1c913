package kit.lab;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import kit.report.Trouble;
import kit.stats.WithinRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runtime.ExitStatus;

/// The command line that every lab has.
@Command(
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisHeading = "",
    customSynopsis = "",
    optionListHeading = "%nOptions:%n")
final class LabCommand {
  @Option(
      names = "--runtime",
      paramLabel = "process|container|auto",
      defaultValue = "auto",
      description = "where the system runs (default: auto, a container when Docker answers)")
  String runtime;

  @Option(
      names = "--profile",
      paramLabel = "quick|standard|full",
      defaultValue = "standard",
      description =
          "quick: under a minute, no verdicts; standard: some minutes; full: as documented")
  String profile;

  @Option(names = "--trials", paramLabel = "N", description = "repetitions of each variant")
  Integer trials;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "where every random choice starts (default: drawn from the clock, and printed)")
  Long seed;

  @Option(
      names = "--only",
      paramLabel = "FIGURE",
      split = ",",
      description = "measure only these figures or rows, separated by commas")
  List<String> only;

  @Option(names = "--engine", paramLabel = "NAME", description = "the engine of the system")
  String engine;

  @Option(
      names = "--peers",
      paramLabel = "all|none|NAME",
      split = ",",
      defaultValue = "all",
      description = "which other implementations run beside it (default: all)")
  List<String> peers = List.of();

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "compare with an earlier result: exit status 4 on a regression")
  Path baseline;

  @Option(
      names = "--against",
      paramLabel = "COMMIT|DIR",
      description =
          "take turns with another build, a commit or a checkout's folder: a ratio to it, beside"
              + " how far this build comes from itself; exit status 4 on a regression")
  String against;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where results are kept (default: datasets/results)")
  Path out;

  @Option(
      names = "--json",
      description = "the result on standard output, all else on standard error")
  boolean json;

  @Option(names = "--strict", description = "exit status 5 when a row is inconclusive")
  boolean strict;

  @Option(
      names = {"-v", "--verbose"},
      description = "ratios, outliers and trials in the end table")
  boolean verbose;

  @Option(names = "--list", description = "the figures and the protocol in words; runs nothing")
  boolean list;

  @Option(
      names = "--judge",
      hidden = true,
      paramLabel = "FILE",
      description = "brings the verdicts of an earlier result up to today's rule; runs nothing")
  Path judge;

  @Option(names = "--stacktrace", description = "with an error, where it came from")
  boolean stacktrace;

  @Option(names = "--help", usageHelp = true, description = "this text")
  boolean help;

  /// Reads the arguments.
  ///
  /// @throws Trouble with exit status 2 if they cannot be taken
  static LabCommand parse(String lab, String... arguments) {
    LabCommand command = new LabCommand();
    try {
      new CommandLine(command).parseArgs(arguments);
      return command;
    } catch (CommandLine.ParameterException e) {
      throw wrong(e.getMessage()).action(script(lab) + " --help", "all options");
    }
  }

  static String usage(String lab, String title, List<String> engines, List<String> peers) {
    String head = lab + "   " + title + "\n\n  " + script(lab) + " [options]\n";
    return head
        + new CommandLine(new LabCommand()).getUsageMessage(CommandLine.Help.Ansi.OFF)
        + names("Engines", engines)
        + names("Peers", peers);
  }

  private static String names(String what, List<String> names) {
    return names.isEmpty() ? "" : "%s of this lab: %s\n".formatted(what, String.join(", ", names));
  }

  /// How a user starts this lab.
  static String script(String lab) {
    return "./jbang labs/" + lab + ".java";
  }

  /// Checks the values against what the lab knows, and fills in its defaults.
  ///
  /// @throws Trouble with exit status 2
  Options options(List<String> engines, List<String> knownPeers, Path results) {
    refuseEmpty("--only", only);
    refuseEmpty("--peers", peers);
    return new Options(
        runtimeValue(),
        profileValue(),
        trials == null ? 0 : trialsValue(),
        seed == null ? drawnSeed() : seed,
        only == null ? Set.of() : new LinkedHashSet<>(only),
        engineValue(engines),
        peersValue(knownPeers),
        Optional.ofNullable(baseline),
        againstValue(),
        out == null ? results : out,
        json,
        strict,
        verbose);
  }

  /// Names between commas, of which one is empty, are a slip: what was meant cannot be known.
  private static void refuseEmpty(String option, List<String> names) {
    if (names != null && (names.isEmpty() || names.stream().anyMatch(String::isBlank))) {
      throw wrong(option + " names nothing between its commas; write names, such as a,b");
    }
  }

  /// Another one in every run, short enough to be typed again.
  private static long drawnSeed() {
    return new SplittableRandom(System.nanoTime()).nextLong(1, 1_000_000);
  }

  private String runtimeValue() {
    oneOf("--runtime", runtime, List.of("process", "container", "auto"));
    return runtime;
  }

  private Profile profileValue() {
    if (profile.equals(Profile.TEST.word())) {
      return Profile.TEST;
    }
    oneOf("--profile", profile, List.of("quick", "standard", "full"));
    return Profile.valueOf(profile.toUpperCase(java.util.Locale.ROOT));
  }

  private int trialsValue() {
    int value = trials == null ? profileValue().trials() : trials;
    if (value < 1 || value > 1000) {
      throw wrong("--trials is " + value + "; it lies between 1 and 1000");
    }
    return value;
  }

  private String engineValue(List<String> engines) {
    if (engine == null) {
      return engines.isEmpty() ? "" : engines.getFirst();
    }
    if (engines.isEmpty()) {
      throw wrong("--engine " + engine + ", but this lab has no engines to choose from");
    }
    return oneOf("--engine", engine, engines);
  }

  /// Refuses what can give no verdict.
  private Optional<String> againstValue() {
    if (against == null) {
      return Optional.empty();
    }
    if (baseline != null) {
      throw wrong("--against and --baseline are two comparisons; take one");
    }
    if (!profileValue().givesVerdicts()) {
      throw wrong("--against gives verdicts, and a " + profile + " run gives none");
    }
    if (trialsValue() < WithinRun.ROUNDS_MIN) {
      throw wrong(
          "--against takes %s trials or more; --trials is %s"
              .formatted(WithinRun.ROUNDS_MIN, trialsValue()));
    }
    return Optional.of(against);
  }

  private Set<String> peersValue(List<String> known) {
    if (peers.equals(List.of("all"))) {
      return Set.copyOf(known);
    }
    if (peers.equals(List.of("none"))) {
      return Set.of();
    }
    for (String peer : peers) {
      if (known.isEmpty()) {
        throw wrong("--peers " + peer + ", but this lab has no peers");
      }
      oneOf("--peers", peer, known);
    }
    return Set.copyOf(peers);
  }

  private static String oneOf(String option, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      throw wrong(
          option + " is \"" + value + "\"; it must be one of: " + String.join(", ", allowed));
    }
    return value;
  }

  private static Trouble wrong(String sentence) {
    return Trouble.of(ExitStatus.WRONG_ARGUMENTS, sentence);
  }
}
