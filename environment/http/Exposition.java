package http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;

/// What a server has counted, in the text format of Prometheus.
public final class Exposition {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final StringBuilder out = new StringBuilder(1 << 12);

  /// A metric begins.
  ///
  /// @param kind `counter`, `gauge` or `histogram`
  public Exposition type(String name, String kind) {
    out.append("# TYPE ").append(name).append(' ').append(kind).append('\n');
    return this;
  }

  /// A value of it.
  ///
  /// @param labels `name="value"`, with commas between several
  public Exposition line(String name, String labels, Number value) {
    out.append(name).append('{').append(labels).append("} ").append(text(value)).append('\n');
    return this;
  }

  /// A metric with one value.
  public Exposition one(String name, String kind, Number value) {
    type(name, kind);
    out.append(name).append(' ').append(text(value)).append('\n');
    return this;
  }

  /// All of it as an answer.
  public Answer answer() {
    return new Answer(200, TYPE, out.toString().getBytes(UTF_8), Map.of());
  }

  private static String text(Number value) {
    return value instanceof Double real
        ? String.format(Locale.ROOT, "%.9f", real)
        : value.toString();
  }
}
