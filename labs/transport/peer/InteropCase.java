package labs.transport.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import transport.quic.Identity;

/// A test case of the QUIC interop runner's contract for WebTransport (quic-interop-runner,
/// webtransport.md): one end asks for files, the other answers, and what arrived is compared byte
/// by byte. `RECEIVE` and `SEND` are the client's part. There is one session on one connection: the
/// contract's requests over two are left out, since most of the others know but one.
public enum InteropCase {
  HANDSHAKE("handshake", "handshake"),
  UNIDIRECTIONAL_RECEIVE("unidirectional", "answer"),
  BIDIRECTIONAL_RECEIVE("bidirectional", "answer"),
  DATAGRAM_RECEIVE("datagram", "answer"),
  UNIDIRECTIONAL_SEND("answer", "unidirectional"),
  BIDIRECTIONAL_SEND("answer", "bidirectional"),
  DATAGRAM_SEND("answer", "datagram");

  private static final String ENDPOINT = "webtransport1";
  private static final List<String> PROTOCOLS = List.of("remeasure-2", "remeasure-1");

  /// A datagram holds a file and its name.
  private static final int DATAGRAM_BYTES = 900;

  private final String client;
  private final String server;

  InteropCase(String client, String server) {
    this.client = client;
    this.server = server;
  }

  /// Its name in tables: `bidirectional, receive`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace("_", ", ");
  }

  /// Lets two ends meet.
  ///
  /// @param folder an empty one for what they read and write
  /// @param seed of the files' content
  /// @return what is wrong; empty if nothing is
  public Optional<String> run(End serving, End asking, Identity identity, Path folder, long seed)
      throws Exception {
    for (String side : List.of("www", "server", "client")) {
      Files.createDirectories(folder.resolve(side).resolve(ENDPOINT));
    }
    List<String> files = write(folder.resolve("www").resolve(ENDPOINT), new Random(seed));
    try (End.Listening listening = serving.serve(identity, work(server, "server", folder, files))) {
      asking.fetch(listening.address(), work(client, "client", folder, files));
    } catch (IOException e) {
      return Optional.of(lastLine(e.getMessage()));
    }
    return this == HANDSHAKE ? agreement(folder) : difference(folder, files);
  }

  /// Of a trace the last line that says something, without the bars that Python draws.
  static String lastLine(String message) {
    return message
        .lines()
        .filter(line -> line.chars().anyMatch(Character::isLetter))
        .reduce((_, last) -> last)
        .orElse(message)
        .replaceAll("^[\\s|]+", "");
  }

  private static FileWork work(String does, String side, Path folder, List<String> files) {
    return new FileWork(
        does,
        folder.resolve("www").toString(),
        folder.resolve(side).toString(),
        PROTOCOLS,
        ENDPOINT,
        files);
  }

  /// Writes small files and, for streams, an empty one and one of a mebibyte.
  private List<String> write(Path folder, Random random) throws IOException {
    boolean datagram = client.equals("datagram") || server.equals("datagram");
    int[] sizes = datagram ? new int[] {1, 64, DATAGRAM_BYTES} : new int[] {0, 1, 70_000, 1 << 20};
    List<String> names = new ArrayList<>();
    for (int size : sizes) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      names.add("file" + size + ".bin");
      Files.write(folder.resolve(names.getLast()), content);
    }
    return names;
  }

  private static Optional<String> agreement(Path folder) throws IOException {
    String server = Files.readString(folder.resolve("server").resolve(FileWork.NEGOTIATED));
    String client = Files.readString(folder.resolve("client").resolve(FileWork.NEGOTIATED));
    return server.equals(client) && PROTOCOLS.contains(server)
        ? Optional.empty()
        : Optional.of(
            "the server says that they speak \"%s\", the client \"%s\"".formatted(server, client));
  }

  private Optional<String> difference(Path folder, List<String> files) throws IOException {
    String taker = client.equals("answer") ? "server" : "client";
    for (String file : files) {
      Path arrived = folder.resolve(taker).resolve(ENDPOINT).resolve(file);
      if (!Files.exists(arrived)) return Optional.of(file + " did not arrive");
      long at = Files.mismatch(arrived, folder.resolve("www").resolve(ENDPOINT).resolve(file));
      if (at >= 0) return Optional.of("%s differs from byte %s on".formatted(file, at));
    }
    return Optional.empty();
  }
}
