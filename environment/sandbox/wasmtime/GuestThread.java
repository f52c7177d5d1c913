package sandbox.wasmtime;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// A thread on which guests run. Wasmtime trusts that a thread has as much stack left as a guest
/// may take, and does not look: on a thread that has less, a deep recursion ends the process. So
/// these have what a guest may take and [#OWN_STACK_BYTES] for the Java under it; a virtual thread
/// or a server's own has neither.
final class GuestThread extends Thread {
  /// For Java and Wasmtime, below the guest.
  static final int OWN_STACK_BYTES = 1 << 20;

  // What a call needs of native memory, one after the other.
  static final int TRAP = 0;
  static final int OUT = 8;
  static final int INSTANCE = 16;
  static final int MEMORY = INSTANCE + Wasmtime.INSTANCE_BYTES;
  static final int FUNCTION = MEMORY + Wasmtime.EXTERN_BYTES;
  static final int NUMBERS = FUNCTION + Wasmtime.EXTERN_BYTES;
  static final int NUMBERS_MAX = 2;
  private static final int BYTES = NUMBERS + NUMBERS_MAX * Wasmtime.RAW_VALUE_BYTES;

  private final int guestStackBytes;

  /// For the length of one call; no other thread sees it.
  final MemorySegment scratch = Arena.ofAuto().allocate(BYTES, 16);

  final long scratchAt = scratch.address();

  GuestThread(Runnable task, int guestStackBytes) {
    super(null, task, "guest", OWN_STACK_BYTES + guestStackBytes);
    this.guestStackBytes = guestStackBytes;
    setDaemon(true);
  }

  static boolean isCurrent(int stackBytes) {
    return Thread.currentThread() instanceof GuestThread own && own.guestStackBytes >= stackBytes;
  }

  /// The calling thread.
  ///
  /// @throws IllegalStateException if it is none, or has less stack than a guest may take
  static GuestThread current(int stackBytes) {
    if (!isCurrent(stackBytes)) {
      throw new IllegalStateException(
          "a guest with a stack of %s bytes runs on a guest thread with as much, not on %s; see Engine#onGuestThread"
              .formatted(stackBytes, Thread.currentThread()));
    }
    return (GuestThread) Thread.currentThread();
  }
}
