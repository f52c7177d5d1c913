package tools;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// A command of this project: it answers `--help`, and a wrong option with one sentence and status
/// 2. Its name for the user stands in its `@Command`.
public abstract class Tool implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  /// Runs the tool and ends this JVM with its status.
  public final void run(String... args) {
    System.exit(commandLine().execute(args));
  }

  final CommandLine commandLine() {
    return new CommandLine(this)
        .setParameterExceptionHandler(
            (wrong, given) -> {
              CommandLine command = wrong.getCommandLine();
              command.getErr().println("error: " + wrong.getMessage());
              command.getErr().println("  do        " + command.getCommandName() + " --help");
              return 2;
            });
  }
}
