package kit.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import runtime.Temporary;

/// The pauses of a JVM, as it logs them itself (`-Xlog:safepoint` with the decorator `tn`), and the
/// slow fdatasyncs that a system tells of in the same form: a line when one is over, stamped by the
/// clock of [System#nanoTime].
public final class Pauses {
  private static final Pattern LINE =
      Pattern.compile("\\[(\\d+)ns\\] Safepoint \"(\\w+)\".* Total: +(\\d+) ns.*");

  private static final Pattern DISK = Pattern.compile("\\[(\\d+)ns\\] fdatasync took (\\d+) ns");

  /// Names of operations of the four collectors, such as `G1CollectForAllocation` and
  /// `ZMarkStartYoung`; what else stops a JVM is called `ThreadDump` and the like.
  private static final Pattern OF_A_COLLECTOR =
      Pattern.compile("G1\\w*|Z[A-Z]\\w*|X[A-Z]\\w*|Shenandoah\\w*|\\w*Collect\\w*|\\w*GC\\w*");

  private static Path own;

  private Pauses() {}

  /// Those in a log that may hold other lines too; none if it cannot be read.
  public static List<Stall> in(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.map(Pauses::pause).flatMap(Optional::stream).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Optional<Stall> pause(String line) {
    Matcher disk = DISK.matcher(line);
    if (disk.matches()) {
      return Optional.of(stall(Stall.Cause.DISK, disk.group(1), disk.group(2)));
    }
    Matcher said = LINE.matcher(line);
    if (!said.matches()) {
      return Optional.empty();
    }
    boolean collector = OF_A_COLLECTOR.matcher(said.group(2)).matches();
    Stall.Cause cause = collector ? Stall.Cause.GC : Stall.Cause.PAUSE;
    return Optional.of(stall(cause, said.group(1), said.group(3)));
  }

  private static Stall stall(Stall.Cause cause, String endNs, String lengthNs) {
    long toNs = Long.parseLong(endNs);
    return new Stall(cause, toNs - Long.parseLong(lengthNs), toNs);
  }

  /// Those of this JVM since it was first asked, which is when it begins to log them.
  public static synchronized List<Stall> own() {
    if (own == null) {
      own = log();
    }
    return in(own);
  }

  /// A JVM of another make has no such command, and then no pauses are known.
  private static Path log() {
    try {
      Path file = Temporary.file("remeasure-pauses", ".log");
      file.toFile().deleteOnExit();
      String[] options = {"output=" + file, "what=safepoint", "decorators=tn"};
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmLog",
              new Object[] {options},
              new String[] {String[].class.getName()});
      return file;
    } catch (IOException | JMException e) {
      return Path.of("no such log");
    }
  }
}
