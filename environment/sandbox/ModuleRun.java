package sandbox;

/// How an engine of WebAssembly and its agents speak, the same in every such engine.
///
/// An agent is a module that imports nothing and exports `memory` and `run`, from an `i32` to an
/// `i64`. Its input lies at address 1,024 of its memory, which is made larger if need be, and `run`
/// is told how many bytes there are. What it returns says where its output lies.
///
/// @param threw whether it says that it failed, and the output is its message: the highest bit
/// @param from address of the output: the upper 32 bits but that one
/// @param bytes of it: the lower 32 bits
public record ModuleRun(boolean threw, long from, long bytes) {
  /// What an agent exports.
  public static final String MEMORY = "memory";

  public static final String RUN = "run";

  /// Where an input lies.
  public static final int INPUT_AT = 1_024;

  /// Elements of tables that a module may have.
  public static final int TABLE_ELEMENTS = 10_000;

  /// What is wrong with a module that speaks otherwise.
  public static final String WANTED =
      "an agent exports a memory called memory and a function called run, which takes an i32 and"
          + " returns an i64";

  /// What `run` has returned.
  public static ModuleRun of(long result) {
    return new ModuleRun(
        result < 0, (result & Long.MAX_VALUE) >>> Integer.SIZE, result & 0xffff_ffffL);
  }

  /// Whether its output may be handed out; else [#refusal] says why not.
  public boolean handsOut(long memoryBytes, Limits limits) {
    return from + bytes <= memoryBytes && bytes <= limits.outputBytes();
  }

  /// Why its output may not be handed out.
  public Outcome refusal(long memoryBytes, Limits limits) {
    return from + bytes > memoryBytes
        ? Outcome.of(
            Status.REJECTED,
            "its output, %s bytes at %s, lies outside its memory".formatted(bytes, from))
        : Outcome.tooLarge("output", bytes, limits.outputBytes());
  }

  /// What it comes to with this output.
  public Outcome outcome(byte[] output, long fuel, long memoryBytes) {
    return threw
        ? new Outcome(Status.THREW, output, "it says that it failed", fuel, memoryBytes)
        : new Outcome(Status.OK, output, "", fuel, memoryBytes);
  }
}
