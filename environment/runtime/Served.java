package runtime;

import java.util.List;

/// A system that `./jbang serve` can start alone.
///
/// A module offers one by a public class in its main package that is called after it, with a
/// constructor without arguments: `batcher.ServedBatcher` is found as `batcher`.
public interface Served {
  /// The port of its own, which clients look for; a user may choose another one.
  int port();

  /// What `--engine` may name, the default first: where the system keeps what it is told, say.
  List<String> engines();

  /// How it is started.
  ///
  /// @param engine one of [#engines], perhaps with an address: `postgres=HOST:PORT`
  /// @param more the user's further arguments, for the system's own program
  Launch launch(String engine, String... more);
}
