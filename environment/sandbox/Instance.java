package sandbox;

import java.util.Optional;

/// A sandbox for one run, with memory that nobody had before. Not for two threads at once.
public interface Instance extends AutoCloseable {
  /// How it ended before it began, if it could not be opened; [#run] says so too.
  default Optional<Outcome> unopened() {
    return Optional.empty();
  }

  /// Runs the agent. A sandbox that could not be opened says so here, by its status.
  ///
  /// @param input at most as many bytes as the limits allow, else REJECTED
  /// @throws IllegalStateException at a second call, or after [#close]
  Outcome run(byte[] input);

  /// Gives all of it back; may be called again.
  @Override
  void close();
}
