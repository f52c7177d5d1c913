package runtime;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// A program with a command line: a tool of this project, or a system that a runtime starts.
///
/// It answers `--help`; a wrong argument with one sentence and status 2; and whatever else goes
/// wrong, foreseen or not, with one sentence too, which `--stacktrace` follows with where it came
/// from. Its name for the user stands in its [Command].
public abstract class Program implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  @Option(names = "--stacktrace", description = "with an error, where it came from")
  private boolean stacktrace;

  /// Runs the program and ends this JVM with its status.
  public final void run(String... arguments) {
    run(commandLine(), arguments);
  }

  /// As [#run(String...)], for a command line of a program to which something was added.
  public static void run(CommandLine program, String... arguments) {
    System.exit(execute(program, arguments));
  }

  /// The program's command line.
  public final CommandLine commandLine() {
    return new CommandLine(this)
        .setParameterExceptionHandler(
            (wrong, given) -> {
              PrintWriter err = wrong.getCommandLine().getErr();
              err.println("error: " + wrong.getMessage());
              err.println("  do        " + spec.name() + " --help");
              return ExitStatus.WRONG_ARGUMENTS.code();
            })
        .setExecutionExceptionHandler((thrown, line, given) -> broken(thrown));
  }

  static int execute(CommandLine program, String... arguments) {
    try {
      return program.execute(arguments);
    } catch (Error e) { // all that picocli lets through
      return ((Program) program.getCommand()).broken(e);
    }
  }

  /// Arguments that make no sense together, or a value that is none.
  protected final ParameterException wrong(String sentence, Object... values) {
    return new ParameterException(
        spec.commandLine(),
        values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values));
  }

  /// Where the program prints what it is asked for.
  protected final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Where it prints everything else.
  protected final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// Says that a system serves, as a runtime waits for it.
  protected final void listening(String host, int port) {
    out().println("listening on " + host + ":" + port);
    out().flush();
  }

  /// Whether this JVM is ending, after Ctrl-C say: what breaks from then on is no error.
  protected static boolean ending() {
    Thread probe = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      return !Runtime.getRuntime().removeShutdownHook(probe);
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private int broken(Throwable thrown) {
    if (ending()) {
      return ExitStatus.INTERRUPTED.code();
    }
    err().println("error: " + Failure.sentence(thrown));
    if (stacktrace) {
      thrown.printStackTrace(err());
    } else if (!Failure.foreseen(thrown)) {
      err().println("  do        the same with --stacktrace shows where it came from");
    }
    err().flush();
    return Failure.status(thrown).code();
  }
}
