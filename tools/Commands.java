package tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The programs of a machine, as far as the tools ask for them.
public interface Commands {
  /// Where a program of that name lies on the search path.
  Optional<Path> find(String name);

  /// Runs a program that is expected to answer within seconds, and gives its status and what it
  /// printed. Empty when there is no such program or it did not answer in time.
  Optional<Answer> ask(List<String> command);

  /// What a program answered.
  ///
  /// @param status its exit status
  /// @param text its standard output and error together, without blank ends
  record Answer(int status, String text) {}
}
