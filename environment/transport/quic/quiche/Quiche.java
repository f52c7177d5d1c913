package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/// The functions of quiche that are called, as `quiche.h` of 0.29 declares them, each under a name
/// without its prefix. Pointers and sizes are `long`. What they mean is said in that header.
///
/// The handles are static finals so that the compiler can turn each call into a direct one.
final class Quiche {
  /// Nothing to do, nothing there, no room.
  static final long DONE = -1;

  static final long STREAM_STOPPED = -15;
  static final long STREAM_RESET = -16;

  static final int SHUTDOWN_READ = 0;
  static final int SHUTDOWN_WRITE = 1;

  /// QUIC version 1 (RFC 9000).
  static final int VERSION_1 = 1;

  /// The longest connection id of that version.
  static final int ID_BYTES = 20;

  /// A client's first packets are at least that long (RFC 9000, section 14.1).
  static final int FIRST_PACKET_BYTES = 1_200;

  /// `quiche_send_info`: where to, and how long that address is.
  static final int SEND_INFO_BYTES = 288;

  static final int SEND_INFO_TO = 136;
  static final int SEND_INFO_TO_BYTES = 264;

  static final int RECEIVE_INFO_BYTES = 32;

  static final SymbolLookup LIBRARY = QuicheLibrary.load();

  private static final MethodHandle VERSION =
      handle("quiche_version", FunctionDescriptor.of(JAVA_LONG));
  private static final MethodHandle ACCEPT =
      handle(
          "quiche_accept",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG,
              JAVA_INT, JAVA_LONG));
  private static final MethodHandle CONNECT =
      handle(
          "quiche_connect",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT,
              JAVA_LONG));
  private static final MethodHandle FREE =
      handle("quiche_conn_free", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle RECEIVE =
      handle(
          "quiche_conn_recv",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle SEND =
      handle(
          "quiche_conn_send",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle STREAM_RECEIVE =
      handle(
          "quiche_conn_stream_recv",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle STREAM_SEND =
      handle(
          "quiche_conn_stream_send",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_BOOLEAN, JAVA_LONG));
  private static final MethodHandle STREAM_PRIORITY =
      handle(
          "quiche_conn_stream_priority",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_BYTE, JAVA_BOOLEAN));
  private static final MethodHandle STREAM_SHUTDOWN =
      handle(
          "quiche_conn_stream_shutdown",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG));
  private static final MethodHandle READABLE_NEXT =
      handle("quiche_conn_stream_readable_next", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle WRITABLE_NEXT =
      handle("quiche_conn_stream_writable_next", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle TIMEOUT_NS =
      handle("quiche_conn_timeout_as_nanos", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle ON_TIMEOUT =
      handle("quiche_conn_on_timeout", FunctionDescriptor.ofVoid(JAVA_LONG));
  private static final MethodHandle CLOSE =
      handle(
          "quiche_conn_close",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle APPLICATION_PROTOCOL =
      handle(
          "quiche_conn_application_proto",
          FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PEER_CERTIFICATE =
      handle("quiche_conn_peer_cert", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle IS_ESTABLISHED =
      handle("quiche_conn_is_established", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG));
  private static final MethodHandle IS_DRAINING =
      handle("quiche_conn_is_draining", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG));
  private static final MethodHandle IS_CLOSED =
      handle("quiche_conn_is_closed", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG));
  private static final MethodHandle IS_TIMED_OUT =
      handle("quiche_conn_is_timed_out", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG));
  private static final MethodHandle PEER_ERROR =
      handle(
          "quiche_conn_peer_error",
          FunctionDescriptor.of(
              JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle LOCAL_ERROR =
      handle(
          "quiche_conn_local_error",
          FunctionDescriptor.of(
              JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle BIDIRECTIONAL_LEFT =
      handle("quiche_conn_peer_streams_left_bidi", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle UNIDIRECTIONAL_LEFT =
      handle("quiche_conn_peer_streams_left_uni", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PEER_PARAMETERS =
      handle(
          "quiche_conn_peer_transport_params",
          FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle STATISTICS =
      handle("quiche_conn_stats", FunctionDescriptor.ofVoid(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle PATH_STATISTICS =
      handle(
          "quiche_conn_path_stats",
          FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DATAGRAM_MOST_BYTES =
      handle("quiche_conn_dgram_max_writable_len", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DATAGRAM_RECEIVE =
      handle(
          "quiche_conn_dgram_recv",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DATAGRAM_SEND =
      handle(
          "quiche_conn_dgram_send",
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle DATAGRAMS_TO_SEND =
      handle("quiche_conn_dgram_send_queue_len", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));

  private Quiche() {}

  static long version() {
    try {
      return (long) VERSION.invokeExact();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long accept(
      long id,
      long idBytes,
      long original,
      long originalBytes,
      long local,
      int localBytes,
      long peer,
      int peerBytes,
      long config) {
    try {
      return (long)
          ACCEPT.invokeExact(
              id, idBytes, original, originalBytes, local, localBytes, peer, peerBytes, config);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long connect(
      long serverName,
      long id,
      long idBytes,
      long local,
      int localBytes,
      long peer,
      int peerBytes,
      long config) {
    try {
      return (long)
          CONNECT.invokeExact(serverName, id, idBytes, local, localBytes, peer, peerBytes, config);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void free(long connection) {
    try {
      FREE.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long receive(long connection, long packet, long bytes, long info) {
    try {
      return (long) RECEIVE.invokeExact(connection, packet, bytes, info);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long send(long connection, long out, long outBytes, long info) {
    try {
      return (long) SEND.invokeExact(connection, out, outBytes, info);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long streamReceive(
      long connection, long stream, long out, long outBytes, long fin, long error) {
    try {
      return (long) STREAM_RECEIVE.invokeExact(connection, stream, out, outBytes, fin, error);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long streamSend(
      long connection, long stream, long data, long bytes, boolean fin, long error) {
    try {
      return (long) STREAM_SEND.invokeExact(connection, stream, data, bytes, fin, error);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static int streamPriority(long connection, long stream, byte urgency, boolean incremental) {
    try {
      return (int) STREAM_PRIORITY.invokeExact(connection, stream, urgency, incremental);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static int streamShutdown(long connection, long stream, int side, long code) {
    try {
      return (int) STREAM_SHUTDOWN.invokeExact(connection, stream, side, code);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long readableNext(long connection) {
    try {
      return (long) READABLE_NEXT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long writableNext(long connection) {
    try {
      return (long) WRITABLE_NEXT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long timeoutNs(long connection) {
    try {
      return (long) TIMEOUT_NS.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void onTimeout(long connection) {
    try {
      ON_TIMEOUT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static int close(long connection, boolean application, long code, long reason, long reasonBytes) {
    try {
      return (int) CLOSE.invokeExact(connection, application, code, reason, reasonBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void applicationProtocol(long connection, long outAddress, long outBytes) {
    try {
      APPLICATION_PROTOCOL.invokeExact(connection, outAddress, outBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void peerCertificate(long connection, long outAddress, long outBytes) {
    try {
      PEER_CERTIFICATE.invokeExact(connection, outAddress, outBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean isEstablished(long connection) {
    try {
      return (boolean) IS_ESTABLISHED.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean isDraining(long connection) {
    try {
      return (boolean) IS_DRAINING.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean isClosed(long connection) {
    try {
      return (boolean) IS_CLOSED.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean isTimedOut(long connection) {
    try {
      return (boolean) IS_TIMED_OUT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean peerError(
      long connection, long application, long code, long reasonAddress, long reasonBytes) {
    try {
      return (boolean)
          PEER_ERROR.invokeExact(connection, application, code, reasonAddress, reasonBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean localError(
      long connection, long application, long code, long reasonAddress, long reasonBytes) {
    try {
      return (boolean)
          LOCAL_ERROR.invokeExact(connection, application, code, reasonAddress, reasonBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long bidirectionalLeft(long connection) {
    try {
      return (long) BIDIRECTIONAL_LEFT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long unidirectionalLeft(long connection) {
    try {
      return (long) UNIDIRECTIONAL_LEFT.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static boolean peerParameters(long connection, long out) {
    try {
      return (boolean) PEER_PARAMETERS.invokeExact(connection, out);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void statistics(long connection, long out) {
    try {
      STATISTICS.invokeExact(connection, out);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static int pathStatistics(long connection, long index, long out) {
    try {
      return (int) PATH_STATISTICS.invokeExact(connection, index, out);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long datagramMostBytes(long connection) {
    try {
      return (long) DATAGRAM_MOST_BYTES.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long datagramReceive(long connection, long out, long outBytes) {
    try {
      return (long) DATAGRAM_RECEIVE.invokeExact(connection, out, outBytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long datagramSend(long connection, long data, long bytes) {
    try {
      return (long) DATAGRAM_SEND.invokeExact(connection, data, bytes);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static long datagramsToSend(long connection) {
    try {
      return (long) DATAGRAMS_TO_SEND.invokeExact(connection);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static MethodHandle handle(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), descriptor);
  }

  /// quiche's version, such as `0.29.3`.
  static String versionName() {
    return MemorySegment.ofAddress(version()).reinterpret(64).getString(0);
  }

  static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("quiche could not be called", e);
  }
}
