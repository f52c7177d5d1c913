package runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Where a Docker daemon answers.
///
/// It is looked for here, before anything of Testcontainers is loaded: without a daemon a lab must
/// not wait, and the user has to hear what was tried.
///
/// @param uri as `DOCKER_HOST` has it
record DockerHost(URI uri) {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final byte[] PING =
      "GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /// Finds a daemon: the one that `DOCKER_HOST` names, and only that if it names one, else the
  /// first of the usual sockets that answers.
  ///
  /// @param environment the variables of this process
  /// @throws RuntimeUnavailable if none answers, with what was tried
  static DockerHost find(Map<String, String> environment) throws RuntimeUnavailable {
    List<String> tried = new ArrayList<>();
    for (URI candidate : candidates(environment, tried)) {
      String answer = ping(candidate);
      if (answer.isEmpty()) {
        return new DockerHost(candidate);
      }
      tried.add("%s (%s)".formatted(candidate, answer));
    }
    throw new RuntimeUnavailable(
        "no Docker daemon answers",
        tried,
        "start Docker, or leave the choice to the lab: --runtime auto");
  }

  /// Whether it runs on this machine, so that its containers share this machine's loopback and
  /// `/proc`.
  boolean local() {
    return uri.getScheme().equals("unix") || uri.getScheme().equals("npipe");
  }

  /// The name or address of the machine that it runs on.
  String machine() {
    return local() ? "127.0.0.1" : uri.getHost();
  }

  private static List<URI> candidates(Map<String, String> environment, List<String> tried)
      throws RuntimeUnavailable {
    String named = environment.getOrDefault("DOCKER_HOST", "");
    if (!named.isBlank()) {
      return List.of(named(named));
    }
    tried.add("DOCKER_HOST (unset)");
    List<URI> sockets = new ArrayList<>();
    sockets.add(URI.create("unix:///var/run/docker.sock"));
    String session = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!session.isBlank() && Files.exists(Path.of(session, "docker.sock"))) {
      sockets.add(URI.create("unix://" + Path.of(session, "docker.sock")));
    }
    Path home = Path.of(System.getProperty("user.home"), ".docker");
    for (String desktop : List.of("run/docker.sock", "desktop/docker.sock")) {
      if (Files.exists(home.resolve(desktop))) {
        sockets.add(URI.create("unix://" + home.resolve(desktop)));
      }
    }
    return sockets;
  }

  private static URI named(String value) throws RuntimeUnavailable {
    try {
      URI uri = new URI(value);
      if (uri.getScheme() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw new RuntimeUnavailable(
        "DOCKER_HOST is '%s', which is no address of a daemon".formatted(value),
        List.of("DOCKER_HOST (not an address)"),
        "set it to unix:///var/run/docker.sock or tcp://HOST:2375, say, or unset it");
  }

  /// What is wrong with a daemon, or nothing.
  private static String ping(URI uri) {
    try {
      return switch (String.valueOf(uri.getScheme())) {
        case "unix" ->
            Files.exists(Path.of(uri.getPath()))
                ? inTime(UnixDomainSocketAddress.of(uri.getPath()), true)
                : "no such file";
        case "tcp", "http" ->
            inTime(new InetSocketAddress(uri.getHost(), uri.getPort()), !encrypted());
        case "https" -> inTime(new InetSocketAddress(uri.getHost(), uri.getPort()), false);
        case "npipe" -> "";
        default -> "only unix, tcp, http, https and npipe are known";
      };
    } catch (IllegalArgumentException e) {
      return "not an address: " + e.getMessage();
    }
  }

  private static boolean encrypted() {
    return !System.getenv().getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
  }

  private static String inTime(SocketAddress address, boolean plain) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    try (SocketChannel channel = open(address)) {
      Thread.startVirtualThread(() -> ask(channel, address, plain, answer));
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "no answer within %s s".formatted(PATIENCE.toSeconds());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    } catch (ExecutionException | IOException e) {
      return e.getMessage();
    }
  }

  private static SocketChannel open(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private static void ask(
      SocketChannel channel,
      SocketAddress address,
      boolean plain,
      CompletableFuture<String> answer) {
    try {
      if (address instanceof InetSocketAddress inet && inet.isUnresolved()) {
        answer.complete("no such host");
        return;
      }
      channel.connect(address);
      answer.complete(plain ? pinged(channel) : "");
    } catch (IOException e) {
      answer.complete(String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT));
    }
  }

  private static String pinged(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap(PING));
    ByteBuffer head = ByteBuffer.allocate(64);
    while (head.hasRemaining() && channel.read(head) >= 0) {
      // the status line is in the first bytes
    }
    String line = new String(head.array(), 0, head.position(), StandardCharsets.US_ASCII);
    return line.contains(" 200 ") ? "" : "answers, but not as Docker does";
  }
}
