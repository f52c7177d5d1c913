package sandbox.wasmtime;

/// The room that an engine reserves for sandboxes.
///
/// @param instances that may be open at a time; each takes 4 GiB of addresses, and memory for what
///     it touches
/// @param keptBytes of each memory that stay with the engine when a sandbox closes, and are cleared
///     then, in place of being given back to the kernel. Best a little more than agents write: less
///     costs page faults, which slow other cores down as well, more costs clearing for nothing.
public record Pool(int instances, int keptBytes) {
  /// For agents that write little.
  public static final Pool DEFAULT = new Pool(64, 128 << 10);

  public Pool {
    if (instances < 1 || instances > 1_000 || keptBytes < 0) {
      throw new IllegalArgumentException(
          "a pool has room for 1 to 1000 sandboxes and keeps no negative number of bytes, not %s and %s"
              .formatted(instances, keptBytes));
    }
  }
}
