package tools.doctor;

import java.util.ArrayList;
import java.util.List;
import kit.result.Numbers;
import tools.Diagnosis;

/// Whether the disk under the project can hold what labs write, and keeps what it acknowledges.
public final class DiskCheck {
  /// The size of record whose flush is shown: one page.
  public static final int BYTES = 4_096;

  /// The fastest disks with a memory that survives a power cut take about this long.
  private static final double FASTEST_FORCE_US = 10;

  /// A full run keeps some journals of a quarter of this at a time, and its results.
  private static final long ROOM_BYTES = 2L << 30;

  private static final List<String> IN_MEMORY = List.of("tmpfs", "ramfs", "devtmpfs");

  private DiskCheck() {}

  /// @param forceUs median of one write and fdatasync of [#BYTES]
  /// @param freeBytes room on the project's disk
  /// @param fileSystem its kind, as the kernel calls it
  public static Diagnosis look(double forceUs, long freeBytes, String fileSystem) {
    String seen =
        "fdatasync p50 "
            + Numbers.latency(forceUs * 1e3)
            + ", "
            + (freeBytes >> 30)
            + " GB free, "
            + fileSystem;
    if (IN_MEMORY.contains(fileSystem)) {
      return new Diagnosis.Missing(
          "disk",
          "the project lies in memory (" + fileSystem + "), where nothing is durable",
          List.of("move it to a folder on a disk"));
    }
    List<String> advice = new ArrayList<>();
    if (freeBytes < ROOM_BYTES) {
      advice.add("a full run may need 2 GB; make room");
    }
    if (forceUs < FASTEST_FORCE_US) {
      advice.add("no disk is that fast: something below acknowledges what it has not written,");
      advice.add("and what labs call durable may not survive a power cut here");
    }
    return Diagnosis.of("disk", seen, advice);
  }

  /// When the project's folder refuses the first file.
  public static Diagnosis refused(String reason) {
    return new Diagnosis.Missing(
        "disk",
        "the project's folder cannot be written to: " + reason,
        List.of("make it writable, or work in a copy of it"));
  }
}
