package sandbox;

/// What an agent may use. An engine has the most that any run of it may; a run may have less of
/// everything but the stack and the code, which an engine fixes when it compiles.
///
/// @param memoryBytes of linear memory: whole pages of 64 KiB, 1 GiB at most
/// @param wallMs by the clock, for what starts the agent and for its run, each
/// @param fuel that a run may use; Wasmtime takes about 1 for an instruction
/// @param stackBytes that calls may take, 16 KiB to 1 MiB
/// @param outputBytes that a run may hand out
/// @param codeBytes that an agent's code may have
/// @param inputBytes that a run may be given
public record Limits(
    long memoryBytes,
    long wallMs,
    long fuel,
    int stackBytes,
    int outputBytes,
    int codeBytes,
    int inputBytes) {
  /// A page of linear memory.
  public static final int PAGE_BYTES = 1 << 16;

  private static final long MEMORY_BYTES_MAX = 1L << 30;
  private static final int STACK_BYTES_MIN = 16 << 10;
  private static final int STACK_BYTES_MAX = 1 << 20;

  /// The document's four tiers in memory, time and fuel; its code and input, at most, are those of
  /// its source.
  public static final Limits BASIC =
      new Limits(128L << 20, 5_000, 1_000_000, 512 << 10, 1 << 20, 512 << 10, 1 << 20);

  /// The second tier.
  public static final Limits STANDARD =
      BASIC.withMemoryBytes(256L << 20).withWallMs(15_000).withFuel(5_000_000);

  /// The third.
  public static final Limits PREMIUM =
      BASIC.withMemoryBytes(384L << 20).withWallMs(30_000).withFuel(20_000_000);

  /// The fourth.
  public static final Limits ENTERPRISE =
      BASIC.withMemoryBytes(512L << 20).withWallMs(60_000).withFuel(100_000_000);

  public Limits {
    if (memoryBytes <= 0 || memoryBytes > MEMORY_BYTES_MAX || memoryBytes % PAGE_BYTES != 0) {
      throw wrong("memory of 1 to 16384 whole pages of 65536 bytes", "bytes", memoryBytes);
    }
    require(wallMs > 0, "at least a millisecond", "ms", wallMs);
    require(fuel > 0, "fuel", "of it", fuel);
    require(
        stackBytes >= STACK_BYTES_MIN && stackBytes <= STACK_BYTES_MAX,
        "a stack of 16 KiB to 1 MiB",
        "bytes",
        stackBytes);
    require(outputBytes >= 0, "room for its output", "bytes", outputBytes);
    require(codeBytes > 0, "code", "bytes", codeBytes);
    require(inputBytes >= 0, "room for its input", "bytes", inputBytes);
  }

  private static void require(boolean held, String what, String unit, long value) {
    if (!held) {
      throw wrong(what, unit, value);
    }
  }

  private static IllegalArgumentException wrong(String what, String unit, long value) {
    return new IllegalArgumentException("an agent has %s, not %s %s".formatted(what, value, unit));
  }

  /// The same with another memory.
  public Limits withMemoryBytes(long bytes) {
    return new Limits(bytes, wallMs, fuel, stackBytes, outputBytes, codeBytes, inputBytes);
  }

  /// The same with another time.
  public Limits withWallMs(long ms) {
    return new Limits(memoryBytes, ms, fuel, stackBytes, outputBytes, codeBytes, inputBytes);
  }

  /// The same with another amount of fuel.
  public Limits withFuel(long amount) {
    return new Limits(memoryBytes, wallMs, amount, stackBytes, outputBytes, codeBytes, inputBytes);
  }

  /// The same with another stack.
  public Limits withStackBytes(int bytes) {
    return new Limits(memoryBytes, wallMs, fuel, bytes, outputBytes, codeBytes, inputBytes);
  }

  /// @throws RejectedCode if it is more than an agent may have
  public void requireCode(byte[] code) throws RejectedCode {
    if (code.length > codeBytes) {
      throw new RejectedCode(
          "the code has %s bytes, and %s are allowed".formatted(code.length, codeBytes));
    }
  }

  /// @throws IllegalArgumentException if a run with these would get more than an engine with the
  ///     given ones allows
  public void within(Limits most) {
    boolean held =
        memoryBytes <= most.memoryBytes
            && wallMs <= most.wallMs
            && fuel <= most.fuel
            && stackBytes == most.stackBytes
            && outputBytes <= most.outputBytes
            && codeBytes == most.codeBytes
            && inputBytes <= most.inputBytes;
    if (!held) {
      throw new IllegalArgumentException(
          "a run keeps within its engine's limits, stack and code as they are there: %s is not within %s"
              .formatted(this, most));
    }
  }
}
