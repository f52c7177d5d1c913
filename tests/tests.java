///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//DESCRIPTION Run the tests, all or those whose name starts as you say
//SOURCES **/*.java
//SOURCES ../environment/batcher/package-info.java
//SOURCES ../environment/journal/package-info.java
//SOURCES ../environment/runtime/package-info.java
//SOURCES ../environment/sequencer/package-info.java
//SOURCES ../labs/kit/package-info.java
//DEPS info.picocli:picocli:4.7.7
//DEPS org.junit.platform:junit-platform-launcher:1.14.3
//DEPS org.junit.jupiter:junit-jupiter:5.14.3
//DEPS net.jqwik:jqwik:1.9.3
//DEPS com.networknt:json-schema-validator:1.5.9
//JAVA_OPTIONS --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs every class named `...Test` that was compiled with this script, JUnit's and jqwik's alike.
@Command(
    name = "./jbang test",
    description = "Runs the tests. Status 0 only when some ran and none failed.")
class tests implements Callable<Integer> {
  @Parameters(
      paramLabel = "PREFIX",
      description =
          "only tests whose name starts so: package, Class or package.Class, and #method if you"
              + " like")
  List<String> prefixes = List.of();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  @Option(names = "--list", description = "print the tests' names and run none")
  boolean list;

  // jqwik would say at each start that its database of earlier runs is off; held, so that it stays.
  private static final Logger JQWIK = Logger.getLogger("net.jqwik");

  static void main(String[] args) {
    JQWIK.setLevel(Level.WARNING);
    System.exit(
        new CommandLine(new tests())
            .setParameterExceptionHandler(
                (wrong, given) -> {
                  System.err.println("error: " + wrong.getMessage());
                  System.err.println("  do        ./jbang test --help");
                  return 2;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path classes = Path.of(tests.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClasspathRoots(Set.of(classes)))
            .filters(includeClassNamePatterns(".*Test(\\$.*)?"), selection())
            .configurationParameter("jqwik.database", "")
            .configurationParameter("jqwik.reporting.onlyfailures", "true")
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .configurationParameter("junit.jupiter.execution.timeout.default", "5 m")
            .build();
    Protocol protocol = new Protocol(System.out);
    var plan = LauncherFactory.create().discover(request);
    if (list) {
      plan.accept(
          new TestPlan.Visitor() {
            @Override
            public void visit(TestIdentifier test) {
              if (test.isTest()) System.out.println(nameOf(test));
            }
          });
      return 0;
    }
    LauncherFactory.create().execute(plan, protocol);
    return protocol.close() ? 0 : 1;
  }

  private PostDiscoveryFilter selection() {
    return test ->
        FilterResult.includedIf(
            prefixes.isEmpty()
                || test.getSource().filter(MethodSource.class::isInstance).isEmpty()
                || prefixes.stream().anyMatch(prefix -> startsWith(test, prefix)));
  }

  private static boolean startsWith(TestDescriptor test, String prefix) {
    String name = nameOf(test.getSource().orElseThrow(), "");
    String withoutPackage = name.substring(name.lastIndexOf('.', name.indexOf('#')) + 1);
    return name.startsWith(prefix) || withoutPackage.startsWith(prefix);
  }

  private static String nameOf(TestIdentifier test) {
    return test.getSource()
        .map(s -> nameOf(s, test.getDisplayName()))
        .orElse(test.getDisplayName());
  }

  /// `package.Class#method`, and the display name behind it where that says more.
  private static String nameOf(TestSource source, String display) {
    return switch (source) {
      case MethodSource m -> {
        boolean same = display.isEmpty() || display.startsWith(m.getMethodName());
        String name = m.getClassName() + "#" + m.getMethodName();
        yield same ? name : name + " " + display;
      }
      case ClassSource c -> c.getClassName();
      default -> display;
    };
  }

  /// What one class did so far.
  private static final class Tally {
    int passed;
    int failed;
    int skipped;
    long startNs;
  }

  private record Failure(String name, Throwable cause, List<String> notes) {}

  private record Timed(String name, long elapsedNs) {}

  /// Listens to the run and writes it down: a line a class while it runs, then what was skipped,
  /// what was slow, what failed, and the closing line that a script can read.
  private static final class Protocol implements TestExecutionListener {
    private static final int SLOWEST = 10;

    private final PrintStream out;
    private final Map<String, Tally> running = new LinkedHashMap<>();
    private final Map<String, Long> startNs = new LinkedHashMap<>();
    private final Map<String, List<String>> notes = new LinkedHashMap<>();
    private final List<Timed> times = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<String> skips = new ArrayList<>();
    private int passed;

    Protocol(PrintStream out) {
      this.out = out;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
      startNs.put(test.getUniqueId(), System.nanoTime());
      if (isTopClass(test)) tally(test).startNs = System.nanoTime();
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
      List<String> kept = notes.computeIfAbsent(test.getUniqueId(), id -> new ArrayList<>());
      kept.addAll(entry.getKeyValuePairs().values());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      tally(test).skipped++;
      skips.add(nameOf(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest()) {
        times.add(new Timed(nameOf(test), System.nanoTime() - startNs.get(test.getUniqueId())));
      }
      switch (result.getStatus()) {
        case SUCCESSFUL -> {
          if (test.isTest()) {
            tally(test).passed++;
            passed++;
          }
        }
        case ABORTED -> {
          String reason = result.getThrowable().map(Throwable::getMessage).orElse("aborted");
          executionSkipped(test, reason);
        }
        case FAILED -> {
          tally(test).failed++;
          List<String> said = notes.getOrDefault(test.getUniqueId(), List.of());
          failures.add(new Failure(nameOf(test), result.getThrowable().orElseThrow(), said));
        }
      }
      if (isTopClass(test)) closeClass(test);
    }

    private static boolean isTopClass(TestIdentifier test) {
      return test.getSource().filter(ClassSource.class::isInstance).isPresent()
          && test.getUniqueIdObject().getSegments().size() == 2;
    }

    /// The tally of the class that a test belongs to: engine and class head its identity.
    private Tally tally(TestIdentifier test) {
      var segments = test.getUniqueIdObject().getSegments();
      String top =
          segments.size() < 2 ? segments.getFirst().toString() : segments.get(1).toString();
      return running.computeIfAbsent(top, id -> new Tally());
    }

    private void closeClass(TestIdentifier test) {
      Tally tally = tally(test);
      StringBuilder counts = new StringBuilder(tally.passed + " passed");
      if (tally.failed > 0) counts.append(", ").append(tally.failed).append(" FAILED");
      if (tally.skipped > 0) counts.append(", ").append(tally.skipped).append(" skipped");
      String took = seconds(System.nanoTime() - tally.startNs);
      out.printf(Locale.ROOT, "  %s  %-44s  %s%n", took, nameOf(test), counts);
    }

    private static String seconds(long elapsedNs) {
      return String.format(Locale.ROOT, "%6.1f s", elapsedNs / 1e9);
    }

    /// Writes the end of the protocol; true when the run counts as passed.
    boolean close() {
      if (!skips.isEmpty()) {
        out.println("\nskipped");
        skips.forEach(skip -> out.println("  " + skip.strip()));
      }
      if (!times.isEmpty()) out.println("\nslowest");
      times.stream()
          .sorted(Comparator.comparingLong(Timed::elapsedNs).reversed())
          .limit(SLOWEST)
          .forEach(time -> out.println("  " + seconds(time.elapsedNs()) + "  " + time.name()));
      failures.forEach(this::describe);
      if (passed + failures.size() == 0) out.println("\nno test ran");
      String skipped = skips.isEmpty() ? "" : ", " + skips.size() + " skipped";
      out.println();
      out.println(passed + " passed, " + failures.size() + " failed" + skipped);
      out.flush();
      return passed > 0 && failures.isEmpty();
    }

    private void describe(Failure failure) {
      out.println("\nFAILED " + failure.name());
      failure.notes().forEach(note -> out.println(note.strip().indent(4).stripTrailing()));
      String intro = "  ";
      for (Throwable t = failure.cause(); t != null; t = t.getCause()) {
        out.println(intro + String.valueOf(t).replace("\n", "\n    "));
        for (StackTraceElement frame : t.getStackTrace()) {
          if (isOurs(frame)) out.println("      at " + frame);
        }
        intro = "  caused by ";
      }
    }

    private static boolean isOurs(StackTraceElement frame) {
      return !frame
          .getClassName()
          .matches("(java|jdk|org\\.junit|net\\.jqwik|org\\.opentest4j)\\..*");
    }
  }
}
