package runtime;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/// Ports for systems: a free one, and who holds one that is not free.
public final class Ports {
  /// What `/proc/net` says of a socket that waits for clients.
  private static final Map<Launch.Protocol, String> LISTENING =
      Map.of(Launch.Protocol.TCP, "0A", Launch.Protocol.UDP, "07");

  /// Above the ports of well-known programs, such as 6379 and 9092.
  private static final int LEAST = 12_000;

  /// From here on Linux chooses ports itself unless told otherwise (`ip_local_port_range`).
  private static final int EPHEMERAL = 32_768;

  private static final int TRIES = 100;

  private Ports() {}

  /// Refuses a launch on a port that cannot be bound; 0 is always fine.
  static void refuseTaken(String host, Launch launch) throws StartFailure {
    int port = launch.port();
    if (port == 0) {
      return;
    }
    try {
      probe(new InetSocketAddress(host, port), launch.protocol());
    } catch (BindException e) {
      String holder = holder(port, launch.protocol()).map(name -> " (by " + name + ")").orElse("");
      boolean taken = e.getMessage() != null && e.getMessage().contains("in use");
      throw new StartFailure(
          taken
              ? "port %s on %s is taken%s".formatted(port, host, holder)
              : "port %s on %s cannot be used: %s".formatted(port, host, e.getMessage()));
    } catch (IOException e) {
      throw new StartFailure(
          "port %s on %s cannot be used: %s".formatted(port, host, e.getMessage()));
    }
  }

  /// A port of the loopback that nobody has now, for a program that cannot choose one itself. It is
  /// drawn by lot from below the ports that Linux gives to connections and to whoever binds port 0
  /// (where it is set up as usual): such a one may be taken before the program binds it.
  ///
  /// @param others ports that are to be bound too
  /// @throws IOException if none of [#TRIES] drawn ones is free
  public static int free(int... others) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      int port = ThreadLocalRandom.current().nextInt(LEAST, EPHEMERAL);
      if (IntStream.of(others).anyMatch(other -> other == port)) {
        continue;
      }
      try {
        probe(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Launch.Protocol.TCP);
        return port;
      } catch (BindException e) {
        // taken: the next one
      }
    }
    throw new IOException(
        "no port of the loopback from %s to %s is free".formatted(LEAST, EPHEMERAL - 1));
  }

  /// Binds an address for a moment, and does not listen there: a program that this JVM starts just
  /// then holds a copy of the socket until it runs. A copy that listened would take connections.
  ///
  /// @throws BindException if somebody else has it
  private static void probe(InetSocketAddress address, Launch.Protocol protocol)
      throws IOException {
    if (protocol == Launch.Protocol.UDP) {
      new DatagramSocket(address).close();
      return;
    }
    try (Socket bound = new Socket()) {
      bound.setReuseAddress(true);
      bound.bind(address);
    }
  }

  /// `pid 4211, node`, where Linux tells: the socket's inode from `/proc/net`, then the process
  /// that has it open.
  static Optional<String> holder(int port, Launch.Protocol protocol) {
    String table = "/proc/net/" + protocol.name().toLowerCase(Locale.ROOT);
    for (String each : List.of(table, table + "6")) {
      Optional<String> inode = inode(Path.of(each), port, LISTENING.get(protocol));
      if (inode.isPresent()) {
        return owner("socket:[" + inode.get() + "]");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(Path table, int port, String state) {
    String suffix = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(state)) {
          return Optional.of(fields[9]);
        }
      }
    } catch (IOException e) {
      // no such table here
    }
    return Optional.empty();
  }

  private static Optional<String> owner(String socket) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        Optional<String> name = holds(process, socket) ? name(process) : Optional.empty();
        if (name.isPresent()) {
          return name;
        }
      }
    } catch (IOException e) {
      // no such folder here
    }
    return Optional.empty();
  }

  private static Optional<String> name(Path process) {
    try {
      String name = Files.readString(process.resolve("comm")).strip();
      return Optional.of("pid " + process.getFileName() + ", " + name);
    } catch (IOException e) {
      return Optional.empty(); // it had a copy for a moment, and is gone: another has the socket
    }
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (leadsTo(descriptor, socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      // another user's process, or gone
    }
    return false;
  }

  private static boolean leadsTo(Path descriptor, String socket) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(socket);
    } catch (IOException e) {
      return false; // closed just now; the process has others
    }
  }
}
