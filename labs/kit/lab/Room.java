package kit.lab;

import java.util.Map;
import kit.report.Trouble;
import kit.result.Numbers;
import runtime.ExitStatus;

/// The memory that a run takes. In less, the lab or its system would be killed somewhere in the
/// trials, or end with an `OutOfMemoryError`; so it is refused before the first one.
final class Room {
  /// The lab itself: its heap, which is a quarter of what it may use, the 128 MiB through which the
  /// calibration copies, and its code.
  private static final long LAB_BYTES = 512L << 20;

  private Room() {}

  /// Refuses a machine, or the part of one that this process may use, that is too small.
  ///
  /// @param machine its facts; `memory_bytes` may be unknown, and is then enough
  /// @param kind of the runtime: containers have their memory from the daemon's machine
  /// @param systemsBytes what the systems of a trial may use together ([RunPlan#memoryBytes])
  /// @throws Trouble with exit status 3
  static void require(Map<String, Object> machine, String kind, long systemsBytes) {
    long systems = kind.equals("process") ? systemsBytes : 0;
    long need = LAB_BYTES + systems;
    if (machine.get("memory_bytes") instanceof Number here && here.longValue() < need) {
      throw Trouble.of(
              ExitStatus.ENVIRONMENT_LACKS,
              "a run needs %s of memory, and may use %s here"
                  .formatted(words(need), words(here.longValue())))
          .fact(
              "needs",
              systems == 0
                  ? "all for the lab; its systems are in containers of their own"
                  : words(LAB_BYTES) + " for the lab, " + words(systems) + " for its systems")
          .fact("memory", "what the machine has and this process's control groups allow");
    }
  }

  private static String words(long bytes) {
    return Numbers.withUnit(Numbers.plain(bytes >> 20), "MiB");
  }
}
