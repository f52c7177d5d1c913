package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.invoke.MethodHandle;

/// Linux' system calls for datagram sockets, with the constants of its headers (the same on x86-64
/// and aarch64). Each answers what the C function does, or the negative error number.
final class Libc {
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int EAGAIN = 11;
  static final int EINVAL = 22;
  static final int EAFNOSUPPORT = 97;

  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
  static final int SOL_SOCKET = 1;
  static final int SO_SNDBUF = 7;
  static final int SO_RCVBUF = 8;
  static final int SO_SNDBUFFORCE = 32;
  static final int SO_RCVBUFFORCE = 33;
  static final int SO_MEMINFO = 55;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int SOL_UDP = 17;
  static final int UDP_SEGMENT = 103;
  static final int UDP_GRO = 104;

  static final int POLLIN = 1;
  static final int POLLOUT = 4;

  private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_AT =
      STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = ints("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = ints("bind", JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = ints("close", JAVA_INT);
  private static final MethodHandle GETSOCKNAME =
      ints("getsockname", JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SETSOCKOPT =
      ints("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
  private static final MethodHandle GETSOCKOPT =
      ints("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle RECVMMSG =
      ints("recvmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle SENDMMSG =
      ints("sendmmsg", JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
  private static final MethodHandle PPOLL =
      ints("ppoll", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle EVENTFD = ints("eventfd", JAVA_INT, JAVA_INT);
  private static final MethodHandle EVENTFD_READ = ints("eventfd_read", JAVA_INT, JAVA_LONG);
  private static final MethodHandle EVENTFD_WRITE =
      plain("eventfd_write", JAVA_INT, JAVA_INT, JAVA_LONG);
  private static final MethodHandle GETENV = plain("getenv", JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SETENV =
      plain("setenv", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final MethodHandle UNSETENV = plain("unsetenv", JAVA_INT, JAVA_LONG);
  private static final MethodHandle STRERROR = plain("strerror", JAVA_LONG, JAVA_INT);

  /// Where a call leaves its error number; one for each thread that calls.
  private final MemorySegment state;

  Libc(SegmentAllocator memory) {
    state = memory.allocate(STATE);
  }

  private static MethodHandle ints(String name, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_INT, arguments),
        Linker.Option.captureCallState("errno"));
  }

  private static MethodHandle plain(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private int answer(int result) {
    return result >= 0 ? result : -state.get(JAVA_INT, ERRNO_AT);
  }

  int socket(int family) {
    try {
      return answer((int) SOCKET.invokeExact(state, family, SOCK_DGRAM_NONBLOCK_CLOEXEC, 0));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int bind(int file, long address, int bytes) {
    try {
      return answer((int) BIND.invokeExact(state, file, address, bytes));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int close(int file) {
    try {
      return answer((int) CLOSE.invokeExact(state, file));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int getsockname(int file, long address, long bytes) {
    try {
      return answer((int) GETSOCKNAME.invokeExact(state, file, address, bytes));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int setsockopt(int file, int level, int option, long value, int bytes) {
    try {
      return answer((int) SETSOCKOPT.invokeExact(state, file, level, option, value, bytes));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int getsockopt(int file, int level, int option, long value, long bytes) {
    try {
      return answer((int) GETSOCKOPT.invokeExact(state, file, level, option, value, bytes));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int recvmmsg(int file, long headers, int count) {
    try {
      return answer((int) RECVMMSG.invokeExact(state, file, headers, count, 0, 0L));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int sendmmsg(int file, long headers, int count) {
    try {
      return answer((int) SENDMMSG.invokeExact(state, file, headers, count, 0));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// @param time a `timespec`, or 0 to wait without end
  int ppoll(long files, long count, long time) {
    try {
      return answer((int) PPOLL.invokeExact(state, files, count, time, 0L));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int eventfd() {
    try {
      return answer((int) EVENTFD.invokeExact(state, 0, 0x800 | 0x80000));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// Any thread may call it, so it leaves no error number; a full counter has woken already.
  static void eventfdWrite(int file, long value) {
    try {
      int ignored = (int) EVENTFD_WRITE.invokeExact(file, value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  int eventfdRead(int file, long value) {
    try {
      return answer((int) EVENTFD_READ.invokeExact(state, file, value));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// The system's words for a negative answer.
  static String words(int answer) {
    try {
      long text = (long) STRERROR.invokeExact(-answer);
      return MemorySegment.ofAddress(text).reinterpret(256).getString(0);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// Sets a variable of the process as native code sees it; Java's own view stays as it was.
  ///
  /// @param value null takes it away
  /// @return what it was, null if it was not set
  static String environment(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      long named = arena.allocateFrom(name).address();
      long before = (long) GETENV.invokeExact(named);
      String old =
          before == 0 ? null : MemorySegment.ofAddress(before).reinterpret(1 << 20).getString(0);
      int ignored =
          value == null
              ? (int) UNSETENV.invokeExact(named)
              : (int) SETENV.invokeExact(named, arena.allocateFrom(value).address(), 1);
      return old;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("the C library could not be called", e);
  }
}
