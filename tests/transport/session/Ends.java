package transport.session;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import transport.memory.MemoryConnection;
import transport.memory.MemoryLoop;
import transport.memory.Weather;

/// A client and a server that are joined in memory.
final class Ends implements Router {
  final MemoryLoop loop = new MemoryLoop();
  final Map<String, Told> paths = new HashMap<>();
  final MemoryConnection quic;
  ClientConnection client;
  ServerConnection server;

  Ends(Weather weather, Limits limits) {
    this(weather, limits, limits);
  }

  Ends(Weather weather, Limits ofClient, Limits ofServer) {
    quic =
        MemoryConnection.join(
            loop,
            weather,
            end -> client = new ClientConnection(end, ofClient),
            end -> server = new ServerConnection(end, ofServer, this));
    loop.run();
  }

  /// The server's side of a path.
  Told path(String path) {
    return paths.computeIfAbsent(path, name -> new Told());
  }

  /// Asks for a session.
  Told connect(String path, String... protocols) {
    Told told = new Told();
    client.connect(new SessionRequest("memory", path, Optional.empty(), List.of(protocols)), told);
    loop.run();
    return told;
  }

  @Override
  public Answer answer(SessionRequest request) {
    Told told = paths.get(request.resource());
    if (told == null) return new Answer.Refuse(404);
    return new Answer.Accept(told, request.protocols().stream().reduce((one, other) -> other));
  }

  @Override
  public boolean has(String resource) {
    return paths.containsKey(resource);
  }
}
