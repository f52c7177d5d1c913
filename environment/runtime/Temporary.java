package runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where code of this project puts files that need not last, native libraries above all: the JVM's
/// folder for temporary files, or where that is full or takes no programs, the project's own
/// `.work`.
public final class Temporary {
  /// A native library and some logs.
  private static final long ROOM_BYTES = 16L << 20;

  private Temporary() {}

  /// A new, empty file; whoever asked deletes it.
  ///
  /// @throws IOException as [#folder(long)] does
  public static Path file(String prefix, String suffix) throws IOException {
    return Files.createTempFile(folder(), prefix, suffix);
  }

  /// A folder with the room for a native library.
  ///
  /// @throws IOException as [#folder(long)] does
  public static Path folder() throws IOException {
    return folder(ROOM_BYTES);
  }

  /// A folder that takes files of this size together and lets programs in it run.
  ///
  /// @throws IOException if there is none, with each that was tried and why it will not do
  public static Path folder(long roomBytes) throws IOException {
    List<Path> places = new ArrayList<>(List.of(Path.of(System.getProperty("java.io.tmpdir"))));
    try {
      places.add(Project.home().resolve(WorkFolder.WORK));
    } catch (IllegalStateException e) {
      // a system's own JVM may stand outside of any project
    }
    return firstOf(places, roomBytes);
  }

  static Path firstOf(List<Path> places, long roomBytes) throws IOException {
    List<String> refusals = new ArrayList<>();
    for (Path place : places) {
      String refusal = refusal(place, roomBytes);
      if (refusal.isEmpty()) {
        return place;
      }
      refusals.add(refusal);
    }
    throw new IOException(
        "temporary files need a folder with %s MB of room that lets programs run: %s"
            .formatted(roomBytes >> 20, String.join("; ", refusals)));
  }

  private static String refusal(Path place, long roomBytes) {
    try {
      Path probe = Files.createTempFile(Files.createDirectories(place), "probe", ".tmp");
      try {
        if (!probe.toFile().setExecutable(true) || !Files.isExecutable(probe)) {
          return place + " lets no program run (noexec)";
        }
        long freeBytes = Files.getFileStore(place).getUsableSpace();
        return freeBytes < roomBytes ? place + " has " + (freeBytes >> 20) + " MB left" : "";
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return place + " takes no file (" + Failure.sentence(e) + ")";
    }
  }
}
