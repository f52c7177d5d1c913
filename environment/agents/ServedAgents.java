package agents;

import java.util.List;
import runtime.Launch;
import runtime.Served;

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
    return (mark < 0 ? launch : launch.and("--database", engine.substring(mark + 1))).and(more);
  }
}
