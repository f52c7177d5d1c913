package sandbox;

/// How the execution of an agent ended.
public enum Status {
  /// It returned, and its output is there.
  OK,
  /// It returned and says itself that it failed; its output is its message.
  THREW,
  /// The time by the clock was over.
  TIMEOUT,
  /// It used up its fuel, which counts what it executes.
  OUT_OF_FUEL,
  /// It needs more memory than it may have.
  OUT_OF_MEMORY,
  /// It called too deeply.
  STACK,
  /// It did what its machine forbids: an access outside its memory, a division by zero, a call of a
  /// function of another type.
  TRAP,
  /// Its code, its input or its output breaks the rules, so it was not run or what it gave is not
  /// handed out.
  REJECTED,
  /// As many sandboxes are open as the engine has room for.
  POOL_EXHAUSTED
}
