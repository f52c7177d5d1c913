package sequencer.engine;

import java.util.Optional;
import sequencer.channel.Change;

/// Makes changes durable, in the order in which they were appended.
///
/// Appending does not wait. Each change gets a position; it is durable once [#durablePosition] has
/// reached that, and until then nothing may be said to anyone that depends on it. Thread safe.
///
/// Another engine has to do three things: replay its changes in order when it is opened, append
/// without blocking, and tell its listeners once per batch. It may write a batch as it likes, as
/// long as the changes of one channel stay in order.
public interface Engine extends AutoCloseable {
  /// What [#append] answers when too much waits to become durable.
  long FULL = -1;

  /// Whether what it calls durable survives a crash.
  boolean isDurable();

  /// Accepts a change.
  ///
  /// @return its position, greater than any before, or [#FULL]
  /// @throws EngineStopped if nothing is accepted any more
  long append(Change change);

  /// Whether it takes [Change.Streamed], which may be a megabyte. Who does not is never given one.
  default boolean takesStreams() {
    return false;
  }

  /// Everything up to this position is durable. It never falls.
  long durablePosition();

  /// Why [#append] answers [#FULL] now, as a sentence for a client.
  default String whyFull() {
    return "the storage engine has no room";
  }

  /// Whether it is to be asked from one thread only, one request after the other from its first
  /// byte to its answer: the control that repeats the original's one global lock.
  default boolean oneAtATime() {
    return false;
  }

  /// Tells that a listener can act again; see [EngineListener#mayWait].
  default void hurry() {}

  /// Adds someone to tell. What became durable before is not told again.
  void subscribe(EngineListener listener);

  /// What it made durable, to be read again; empty if it keeps no more than a restart needs.
  default Optional<History> history() {
    return Optional.empty();
  }

  /// Takes no more changes, makes durable what was accepted, and closes.
  @Override
  void close();
}
