package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/// The functions of quiche that look at or make packets of no connection, named as in [Quiche].
final class QuicheDoor {
  private static final MethodHandle HEADER_INFO =
      Quiche.handle(
          "quiche_header_info",
          FunctionDescriptor.of(
              JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle VERSION_IS_SUPPORTED =
      Quiche.handle("quiche_version_is_supported", FunctionDescriptor.of(JAVA_BOOLEAN, JAVA_INT));
  private static final MethodHandle NEGOTIATE_VERSION =
      Quiche.handle(
          "quiche_negotiate_version",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
  private static final MethodHandle RETRY =
      Quiche.handle(
          "quiche_retry",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
              JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG));

  private QuicheDoor() {}

  static int headerInfo(
      long packet,
      long bytes,
      long idBytes,
      long version,
      long type,
      long source,
      long sourceBytes,
      long destination,
      long destinationBytes,
      long token,
      long tokenBytes) {
    try {
      return (int)
          HEADER_INFO.invokeExact(
              packet,
              bytes,
              idBytes,
              version,
              type,
              source,
              sourceBytes,
              destination,
              destinationBytes,
              token,
              tokenBytes);
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }

  static boolean versionIsSupported(int version) {
    try {
      return (boolean) VERSION_IS_SUPPORTED.invokeExact(version);
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }

  static long negotiateVersion(
      long source,
      long sourceBytes,
      long destination,
      long destinationBytes,
      long out,
      long outBytes) {
    try {
      return (long)
          NEGOTIATE_VERSION.invokeExact(
              source, sourceBytes, destination, destinationBytes, out, outBytes);
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }

  static long retry(
      long source,
      long sourceBytes,
      long destination,
      long destinationBytes,
      long fresh,
      long freshBytes,
      long token,
      long tokenBytes,
      int version,
      long out,
      long outBytes) {
    try {
      return (long)
          RETRY.invokeExact(
              source,
              sourceBytes,
              destination,
              destinationBytes,
              fresh,
              freshBytes,
              token,
              tokenBytes,
              version,
              out,
              outBytes);
    } catch (Throwable e) {
      throw Quiche.failed(e);
    }
  }
}
