package websocket;

import runtime.Launch;

/// How a runtime starts the server.
public final class WebSocketLaunch {
  private WebSocketLaunch() {}

  /// A server with its certificate in the runtime's data folder.
  public static Launch launch() {
    return Launch.of("websocket", WebSocketServer.class.getName())
        .arguments("--host", "{host}", "--port", "{port}", "--data", "{data}")
        .nativeAccess();
  }
}
