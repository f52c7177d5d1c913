package sandbox;

import java.util.function.Supplier;

/// What runs the code of strangers. Any thread may use it.
///
/// ```java
/// try (Engine engine = WasmtimeEngine.open(Limits.BASIC);
///     Agent agent = engine.compile(code)) {
///   Outcome outcome = agent.run(input);
/// }
/// ```
public interface Engine extends AutoCloseable {
  /// For tables and messages.
  String name();

  /// The most that a run may use.
  Limits limits();

  /// Makes an agent ready to be run any number of times, by many threads at once.
  ///
  /// @throws RejectedCode if it is no code for this engine
  Agent compile(byte[] code) throws RejectedCode;

  /// Does something on a thread on which sandboxes may be opened and run, which saves each run the
  /// hand-over from the caller's thread and back. Guests get the stack of that thread, so the task
  /// calls them near its own beginning and not from a deep recursion.
  ///
  /// @return what the task returns
  <T> T onGuestThread(Supplier<T> task);

  /// Runs an agent of this engine in a sandbox of its own, from any thread, with all that the
  /// engine allows.
  default Outcome run(Agent agent, byte[] input) {
    return onGuestThread(
        () -> {
          try (Instance instance = agent.open(limits())) {
            return instance.run(input);
          }
        });
  }

  /// Whether a sandbox that one guest thread opened may be run by another, as in a [WarmPool].
  default boolean handsOver() {
    return true;
  }

  /// How many sandboxes are open.
  long openInstances();

  /// Frees all that it holds, its agents too.
  ///
  /// @throws IllegalStateException if a sandbox is open
  @Override
  void close();
}
