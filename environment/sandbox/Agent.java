package sandbox;

/// Compiled code that runs in a fresh sandbox each time.
public interface Agent extends AutoCloseable {
  /// A fresh sandbox for one run, on a guest thread ([Engine#onGuestThread]).
  ///
  /// @throws IllegalArgumentException if the limits are not within the engine's
  /// @throws IllegalStateException on another thread, or if the agent is closed
  Instance open(Limits limits);

  /// Runs it in a sandbox of its own, from any thread, with all that the engine allows.
  Outcome run(byte[] input);

  /// @throws IllegalStateException if a sandbox of it is open
  @Override
  void close();
}
