package sequencer;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import sequencer.engine.Engine;
import sequencer.engine.EngineProvider;
import sequencer.engine.JournalEngine;
import sequencer.engine.VolatileEngine;
import sequencer.service.ChannelTable;

/// The engines by name: two of this module's own, the others wherever their module is.
final class Engines {
  /// Every name; the first is the default. The last is a control that repeats the original's
  /// pattern and is meant for nothing else.
  static final List<String> NAMES = List.of("journal", "postgres", "none", "documented");

  private static final Map<String, String> PROVIDERS =
      Map.of(
          "postgres", "sequencerpostgres.PostgresEngines",
          "documented", "sequencerpostgres.DocumentedEngines");

  private Engines() {}

  /// The name in `NAME` or `NAME=ADDRESS`.
  static String name(String engine) {
    int equals = engine.indexOf('=');
    return equals < 0 ? engine : engine.substring(0, equals);
  }

  /// The address in `NAME=ADDRESS`; empty if there is none.
  static String address(String engine) {
    return engine.substring(Math.min(engine.length(), name(engine).length() + 1));
  }

  /// Whether that engine takes an address.
  static boolean takesAddress(String name) {
    return PROVIDERS.containsKey(name);
  }

  /// Opens the engine that `config` names, and fills `channels` with what it holds.
  static Engine open(SequencerConfig config, ChannelTable channels) throws IOException {
    String name = name(config.engine());
    return switch (name) {
      case "none" -> new VolatileEngine();
      case "journal" ->
          JournalEngine.open(
              config.data().resolve("journal"), JournalEngine.OPTIONS, channels::replay);
      default ->
          provider(name)
              .open(
                  address(config.engine()),
                  config.data() == null ? null : config.data().resolve(name),
                  channels::replay,
                  channels::restore);
    };
  }

  private static EngineProvider provider(String name) {
    try {
      Class<?> found = Class.forName(PROVIDERS.get(name));
      return (EngineProvider) found.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new UnsupportedOperationException(
          "the engine '%s' is not on the class path: %s is missing"
              .formatted(name, PROVIDERS.get(name)));
    }
  }
}
