package transport.bench;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// What this process holds when its garbage is collected.
///
/// @param residentBytes pages in memory, of whatever kind (`VmRSS`). A heap keeps the pages that it
///     has used once, so what lives there may come and go without a change of this
/// @param heapBytes that live on the heap
/// @param mallocBytes that `malloc` has given out and not got back, in its main arena alone: other
///     threads may have arenas of their own, so differences of it are no measure of a connection
public record Holdings(long residentBytes, long heapBytes, long mallocBytes) {
  private static final int COLLECTIONS = 3;

  /// `struct mallinfo2`: ten sizes, the fifth the bytes that were mapped, the eighth the others.
  private static final MemoryLayout COUNTS = MemoryLayout.sequenceLayout(10, JAVA_LONG);

  private static final MethodHandle MALLINFO2 =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("mallinfo2"),
              FunctionDescriptor.of(MemoryLayout.structLayout(COUNTS)));

  /// Collects garbage, and looks.
  public static Holdings now() {
    for (int i = 0; i < COLLECTIONS; i++) System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Holdings(residentBytesNow(), heap, mallocBytesNow());
  }

  /// What a server's [#words] say.
  public static Holdings of(String words) {
    String[] numbers = words.split(" ");
    return new Holdings(
        Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
  }

  /// Its numbers in their order, with blanks between.
  String words() {
    return residentBytes + " " + heapBytes + " " + mallocBytes;
  }

  private static long residentBytesNow() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("/proc/self/status says nothing of VmRSS");
  }

  /// What `malloc` has given out in this process by now.
  public static long mallocBytesNow() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment counts = (MemorySegment) MALLINFO2.invokeExact((SegmentAllocator) arena);
      return counts.getAtIndex(JAVA_LONG, 4) + counts.getAtIndex(JAVA_LONG, 7);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
