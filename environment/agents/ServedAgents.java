package agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import runtime.Launch;
import runtime.Served;
import sandbox.wasmtime.QuickJs;
import sandbox.wasmtime.WasmtimeLibrary;

/// The API, as a runtime starts it: with a PostgreSQL of its own in its data folder, unless it is
/// told `postgres=URL`.
public final class ServedAgents implements Served {
  private static final String ENGINE = "postgres";

  @Override
  public int port() {
    return AgentsConfig.PORT;
  }

  @Override
  public List<String> engines() {
    return List.of(ENGINE);
  }

  @Override
  public Launch launch(String engine, String... more) {
    int mark = engine.indexOf('=');
    Launch launch =
        Launch.of("agents", AgentsServer.class.getName())
            .arguments("--data", "{data}", "--host", "{host}", "--port", "{port}")
            .nativeAccess();
    return engineOf(mark < 0 ? launch : launch.and("--database", engine.substring(mark + 1)))
        .and(more);
  }

  /// The same launch with what the sandbox is made of, which a container could not bring. Where it
  /// is absent the server says so.
  private static Launch engineOf(Launch launch) {
    if (QuickJs.absence().isPresent() || WasmtimeLibrary.absence().isPresent()) {
      return launch;
    }
    try {
      return launch
          .and("--quickjs", "{file:quickjs}", "--wasmtime", "{file:wasmtime}")
          .file("quickjs", QuickJs.file())
          .file("wasmtime", WasmtimeLibrary.file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
