package house;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/// Listens to a test run and writes it down: a line a class while it runs, and at the end what was
/// skipped and why, what was slow, what failed, and the closing line that a script can read. Tests
/// may run at the same time.
public final class Protocol implements TestExecutionListener {
  private static final int SLOWEST = 10;

  private final PrintStream out;
  private final LongSupplier clockNs;
  private final Map<List<UniqueId.Segment>, Tally> tallies = new HashMap<>();
  private final Map<TestIdentifier, Long> underWayNs = new LinkedHashMap<>();
  private final Map<String, List<String>> notes = new HashMap<>();
  private final List<Timed> times = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<String> skips = new ArrayList<>();
  private int passed;
  private boolean closed;

  /// A protocol that is written to `out`.
  public Protocol(PrintStream out) {
    this(out, System::nanoTime);
  }

  Protocol(PrintStream out, LongSupplier clockNs) {
    this.out = out;
    this.clockNs = clockNs;
  }

  /// What one class did so far, as one engine sees it.
  private static final class Tally {
    int passed;
    int failed;
    int skipped;
  }

  private record Failure(String name, Throwable cause, List<String> notes) {}

  private record Timed(String name, long elapsedNs) {}

  /// `package.Class#method`, with the display name behind it where that says more.
  public static String nameOf(TestIdentifier test) {
    String display = test.getDisplayName();
    return test.getSource().map(source -> nameOf(source, display)).orElse(display);
  }

  /// As [#nameOf(TestIdentifier)], for a source whose display name is known, or empty.
  public static String nameOf(TestSource source, String display) {
    return switch (source) {
      case MethodSource m -> {
        String name = m.getClassName() + "#" + m.getMethodName();
        yield display.isEmpty() || display.startsWith(m.getMethodName())
            ? name
            : name + " " + display;
      }
      case ClassSource c -> c.getClassName();
      default -> display;
    };
  }

  @Override
  public synchronized void executionStarted(TestIdentifier test) {
    underWayNs.put(test, clockNs.getAsLong());
  }

  @Override
  public synchronized void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
    notes
        .computeIfAbsent(test.getUniqueId(), id -> new ArrayList<>())
        .addAll(entry.getKeyValuePairs().values());
  }

  @Override
  public synchronized void executionSkipped(TestIdentifier test, String reason) {
    tally(test).skipped++;
    skips.add(nameOf(test) + ": " + reason.strip());
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    long elapsedNs = clockNs.getAsLong() - underWayNs.remove(test);
    if (test.isTest()) times.add(new Timed(nameOf(test), elapsedNs));
    switch (result.getStatus()) {
      case SUCCESSFUL -> pass(test);
      case ABORTED ->
          executionSkipped(
              test, result.getThrowable().map(Throwable::getMessage).orElse("no reason given"));
      case FAILED -> fail(test, result.getThrowable().orElseThrow());
    }
    if (isTopClass(test)) writeClass(test, elapsedNs);
  }

  private void pass(TestIdentifier test) {
    if (!test.isTest()) return;
    tally(test).passed++;
    passed++;
  }

  /// A class whose set-up fails is a failure too: its tests never ran.
  private void fail(TestIdentifier test, Throwable cause) {
    tally(test).failed++;
    List<String> said = notes.getOrDefault(test.getUniqueId(), List.of());
    failures.add(new Failure(nameOf(test), cause, said));
  }

  /// An identity begins with the engine and the class.
  private static List<UniqueId.Segment> topOf(TestIdentifier test) {
    List<UniqueId.Segment> segments = test.getUniqueIdObject().getSegments();
    return segments.subList(0, Math.min(2, segments.size()));
  }

  private static boolean isTopClass(TestIdentifier test) {
    return test.getUniqueIdObject().getSegments().size() == 2;
  }

  private Tally tally(TestIdentifier test) {
    return tallies.computeIfAbsent(topOf(test), top -> new Tally());
  }

  private void writeClass(TestIdentifier test, long elapsedNs) {
    Tally tally = tally(test);
    String counts = tally.passed + " passed";
    if (tally.failed > 0) counts += ", " + tally.failed + " FAILED";
    if (tally.skipped > 0) counts += ", " + tally.skipped + " skipped";
    out.printf(Locale.ROOT, "  %s  %-44s  %s%n", seconds(elapsedNs), nameOf(test), counts);
  }

  private static String seconds(long elapsedNs) {
    return String.format(Locale.ROOT, "%6.1f s", elapsedNs / 1e9);
  }

  /// Writes the end of the protocol, once. It is written as far as it came, too, when the run is
  /// ended from outside, and then names what was under way.
  ///
  /// @return whether the run counts as passed: some test ran, and none failed
  public synchronized boolean close() {
    boolean wasClosed = closed;
    closed = true;
    if (!wasClosed) write();
    return passed > 0 && failures.isEmpty();
  }

  private void write() {
    if (!skips.isEmpty()) out.println("\nskipped");
    skips.forEach(skip -> out.println("  " + skip));
    if (!times.isEmpty()) out.println("\nslowest");
    times.stream()
        .sorted(Comparator.comparingLong(Timed::elapsedNs).reversed())
        .limit(SLOWEST)
        .forEach(time -> out.println("  " + seconds(time.elapsedNs()) + "  " + time.name()));
    failures.forEach(this::writeFailure);
    List<TestIdentifier> underWay =
        underWayNs.keySet().stream().filter(test -> test.getSource().isPresent()).toList();
    if (!underWay.isEmpty()) out.println("\nunder way when the run was ended");
    underWay.forEach(
        test ->
            out.println(
                "  " + seconds(clockNs.getAsLong() - underWayNs.get(test)) + "  " + nameOf(test)));
    if (passed + failures.size() == 0) out.println("\nno test ran");
    String skipped = skips.isEmpty() ? "" : ", " + skips.size() + " skipped";
    out.println("\n" + passed + " passed, " + failures.size() + " failed" + skipped);
    out.flush();
  }

  private void writeFailure(Failure failure) {
    out.println("\nFAILED " + failure.name());
    failure.notes().forEach(note -> out.println(note.strip().indent(4).stripTrailing()));
    String intro = "  ";
    for (Throwable t = failure.cause(); t != null; t = t.getCause()) {
      out.println(intro + t.toString().replace("\n", "\n    "));
      for (StackTraceElement frame : t.getStackTrace()) {
        if (isOurs(frame)) out.println("      at " + frame);
      }
      intro = "  caused by ";
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    return !frame
        .getClassName()
        .matches("(java|jdk|org\\.junit|org\\.opentest4j|net\\.jqwik)\\..*");
  }
}
