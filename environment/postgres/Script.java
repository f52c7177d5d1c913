package postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The `.sql` files that lie beside the classes of those who store.
public final class Script {
  private Script() {}

  /// The text of a file.
  ///
  /// @param beside the class that it lies beside
  public static String read(Class<?> beside, String name) {
    try (InputStream script = beside.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("the file %s is not on the class path".formatted(name));
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
