package runtime;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program of this machine that dies with this process, however this one dies: a small shell
/// holds the other end of a pipe, and when that ends, it sends the program a signal.
///
/// What the program prints, errors too, is read to its end, so that it never waits for a reader.
/// Its lines can be awaited; the newest are kept for those who ask why it ended.
public final class ChildProcess implements AutoCloseable {
  private static final int LAST_LINES = 20;

  /// Lines that nobody awaits are dropped beyond this.
  private static final int UNREAD_LINES = 1_000;

  /// The terminal's signals are for the program; the shell goes when its pipe does. All of it is
  /// built into every shell: a container may hold nothing else.
  private static final String LEASH =
      "trap '' INT TERM HUP; while read -r _; do :; done; kill -%s %s";

  private final String name;
  private final Process process;
  private final Deque<String> unread = new ArrayDeque<>();
  private final Deque<String> last = new ArrayDeque<>();
  private Process leash;
  private boolean outputEnded;

  private ChildProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /// Starts a program that a lost owner kills, as a power cut would.
  ///
  /// @param name for messages
  public static ChildProcess start(String name, ProcessBuilder program) throws IOException {
    return start(name, program, "KILL");
  }

  /// Starts a program.
  ///
  /// @param signal what it is sent when its owner is gone, such as `QUIT`
  public static ChildProcess start(String name, ProcessBuilder program, String signal)
      throws IOException {
    ChildProcess child = new ChildProcess(name, program.redirectErrorStream(true).start());
    try {
      child.holdOn(signal);
    } catch (IOException e) {
      child.process.destroyForcibly();
      throw e;
    }
    Thread.ofPlatform().name("output of " + name).daemon().start(child::read);
    return child;
  }

  private void holdOn(String signal) throws IOException {
    if (OperatingSystem.isWindows()) {
      return; // it has no such shell: there the program outlives a killed owner
    }
    leash = shell(LEASH.formatted(signal, process.pid()));
    process.onExit().thenRun(leash::destroyForcibly); // its number may become another's
  }

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("sh", "-c", script)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Waits for the next line that matches, and passes over those before it.
  ///
  /// @return the match, for its groups
  /// @throws IOException if it ends first or says nothing in time, with its last lines; it is
  ///     killed then
  public Matcher await(Pattern line, Duration limit) throws IOException {
    try {
      return next(line, System.nanoTime() + limit.toNanos(), limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
      throw new IOException(name + ": interrupted", e);
    } catch (IOException e) {
      kill();
      throw e;
    }
  }

  private synchronized Matcher next(Pattern line, long deadlineNs, Duration limit)
      throws IOException, InterruptedException {
    while (true) {
      while (!unread.isEmpty()) {
        Matcher match = line.matcher(unread.removeFirst());
        if (match.matches()) {
          return match;
        }
      }
      if (outputEnded) {
        throw new IOException(name + " failed: " + (last.isEmpty() ? "it said nothing" : lines()));
      }
      long leftMs = (deadlineNs - System.nanoTime()) / 1_000_000;
      if (leftMs <= 0) {
        throw new IOException(
            "%s did not say '%s' within %s s: %s"
                .formatted(name, line, limit.toSeconds(), lines()));
      }
      wait(leftMs);
    }
  }

  /// Says a line to its standard input. If it has ended, the next [#await] tells why.
  public void say(String line) {
    try {
      Writer in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      // nobody listens any more
    }
  }

  /// The newest lines that it printed, oldest first.
  public synchronized String lastLines() {
    return lines();
  }

  private String lines() {
    return String.join("\n", last);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        keep(line);
      }
    } catch (IOException e) {
      keep("its output could not be read: " + e.getMessage());
    }
    synchronized (this) {
      outputEnded = true;
      notifyAll();
    }
  }

  private synchronized void keep(String line) {
    add(unread, line, UNREAD_LINES);
    add(last, line, LAST_LINES);
    notifyAll();
  }

  private static void add(Deque<String> lines, String line, int most) {
    lines.addLast(line);
    if (lines.size() > most) {
      lines.removeFirst();
    }
  }

  /// Its process, as the system numbers it.
  public long pid() {
    return process.pid();
  }

  /// Pages that it has in memory, of whatever kind; empty where nothing tells, and after its end.
  public OptionalLong residentBytes() {
    return ProcessFacts.residentBytes(pid());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Returns its exit status when it has ended, whoever ended it.
  public int awaitEnd() throws InterruptedException {
    return process.waitFor();
  }

  /// Sends it a signal, such as `STOP`.
  public void signal(String signal) throws IOException, InterruptedException {
    shell("kill -" + signal + " " + process.pid()).waitFor();
  }

  /// Asks it to end and waits; one that does not end in time is killed.
  public void stop(String signal, Duration limit) throws IOException {
    try {
      if (process.isAlive()) {
        signal(signal);
        process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(name + ": interrupted while it was ending", e);
    } finally {
      kill();
    }
  }

  /// Ends it the way a power cut would, with all that it started, and returns when they are gone.
  public void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    if (leash != null) {
      all.add(leash.toHandle());
    }
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join());
  }

  /// As [#kill].
  @Override
  public void close() {
    kill();
  }
}
