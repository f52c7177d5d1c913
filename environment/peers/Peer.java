package peers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import runtime.ChildProcess;
import runtime.CleanEnvironment;
import runtime.ProgramRun;

/// A program that nobody here wrote, with the few lines that put it together, as a client or a
/// server of a trial. It sees none of the user's variables and dies with this process.
///
/// @param name for tables and messages
/// @param command the program, or an interpreter and a script
public record Peer(String name, List<String> command) {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Pattern READY = Pattern.compile("ready");
  private static final Pattern DONE = Pattern.compile("done");
  private static final Pattern SEEN = Pattern.compile("\\{.*}");
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Pattern LISTENING =
      Pattern.compile("listening on (?:https?://)?(.+):(\\d+)", Pattern.CASE_INSENSITIVE);

  public Peer {
    command = List.copyOf(command);
  }

  /// A program of this name for the user.
  public static Peer of(String name, String... command) {
    return new Peer(name, List.of(command));
  }

  /// What a client saw in its timed work.
  ///
  /// @param json an object, in its own words
  /// @param outsideNs from the word to begin to its last word, by the clock of this process
  public record Seen(String json, long outsideNs) {}

  /// Lets it do its work by this process's word: it prints `ready` once it has made itself ready,
  /// begins when it reads a line (`go`), prints `done` when the work is done, and then what it saw
  /// as a line of JSON.
  ///
  /// @throws IOException with its last lines, if it did anything else
  public Seen timed(String... arguments) throws IOException {
    try (ChildProcess client = start(arguments)) {
      client.await(READY, LIMIT);
      long begun = System.nanoTime();
      client.say("go");
      client.await(DONE, LIMIT);
      long outsideNs = System.nanoTime() - begun;
      return new Seen(client.await(SEEN, LIMIT).group(), outsideNs);
    }
  }

  /// It as a server that has said `listening on HOST:PORT`, in a line of its own.
  ///
  /// @param address where it listens
  /// @param process ends with [#close]
  public record Server(InetSocketAddress address, ChildProcess process) implements AutoCloseable {
    @Override
    public void close() {
      process.close();
    }
  }

  /// Starts it and waits until it listens.
  ///
  /// @throws IOException with its last lines, if it ends or says nothing
  public Server serve(String... arguments) throws IOException {
    ChildProcess server = start(arguments);
    Matcher said = server.await(LISTENING, START_LIMIT);
    int port = Integer.parseInt(said.group(2));
    return new Server(new InetSocketAddress(said.group(1), port), server);
  }

  /// Starts it as a client that is told what to do line by line.
  public ChildProcess start(String... arguments) throws IOException {
    return ChildProcess.start(name, process(arguments));
  }

  /// Lets it do work that nobody times.
  ///
  /// @return what it printed
  /// @throws IOException with what it said, if it failed
  public String output(String input, String... arguments) throws IOException {
    return ProgramRun.output(name + " failed", process(arguments), input);
  }

  private ProcessBuilder process(String... arguments) {
    List<String> all = Stream.concat(command.stream(), Stream.of(arguments)).toList();
    return CleanEnvironment.of(new ProcessBuilder(all));
  }
}
