package runtime;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Ports for systems: a free one, and who holds one that is not free.
public final class Ports {
  private static final String LISTENING = "0A";

  private Ports() {}

  /// Refuses a port that cannot be bound; 0 is always fine.
  static void refuseTaken(String host, int port) throws StartFailure {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      String holder = holder(port).map(name -> " (by " + name + ")").orElse("");
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

  /// A port of the loopback that nobody has now, for a program that cannot choose one itself.
  ///
  /// @throws IOException if none is free
  public static int free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /// `pid 4211, node`, where Linux tells: the socket's inode from `/proc/net/tcp`, then the process
  /// that has it open.
  static Optional<String> holder(int port) {
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      Optional<String> inode = inode(Path.of(table), port);
      if (inode.isPresent()) {
        return owner("socket:[" + inode.get() + "]");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(Path table, int port) {
    String suffix = ":" + HexFormat.of().withUpperCase().toHexDigits((short) port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] fields = line.strip().split("\\s+");
        if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTENING)) {
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
        if (holds(process, socket)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return Optional.of("pid " + process.getFileName() + ", " + name);
        }
      }
    } catch (IOException e) {
      // gone while we looked
    }
    return Optional.empty();
  }

  private static boolean holds(Path process, String socket) {
    try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : open) {
        if (Files.readSymbolicLink(descriptor).toString().equals(socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      // another user's process, or gone
    }
    return false;
  }
}
