package labs.transport.peer;

import java.util.List;

/// What one end of an interoperation case does, in the words that all programs know. Folders and
/// requests are those of the QUIC interop runner's contract for WebTransport (quic-interop-runner,
/// webtransport.md).
///
/// @param does `handshake`: writes the sub-protocol that both agreed on to
///     `negotiated_protocol.txt`, and the server closes; `answer`: answers requests until the
///     session ends; `unidirectional`, `bidirectional` or `datagram`: asks for the files in that
///     way, all at once, and closes
/// @param www holds `ENDPOINT/FILE` to answer with
/// @param downloads takes `ENDPOINT/FILE` that were asked for
/// @param protocols sub-protocols, the preferred one first
/// @param endpoint the session's path without the slash
/// @param files names to ask for
public record FileWork(
    String does,
    String www,
    String downloads,
    List<String> protocols,
    String endpoint,
    List<String> files) {
  /// Where an end writes the sub-protocol.
  static final String NEGOTIATED = "negotiated_protocol.txt";

  public FileWork {
    protocols = List.copyOf(protocols);
    files = List.copyOf(files);
  }
}
