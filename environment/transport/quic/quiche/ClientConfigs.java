package transport.quic.quiche;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// The configs with which an endpoint's connections go out, one for each trust.
final class ClientConfigs implements AutoCloseable {
  private final QuicSettings settings;
  private final Map<Trust, QuicheConfig> configs = new HashMap<>();
  private boolean closed;

  ClientConfigs(QuicSettings settings) {
    this.settings = settings;
  }

  /// @throws IllegalStateException if the endpoint is closed
  /// @throws UncheckedIOException if the authorities' certificates cannot be read
  synchronized QuicheConfig of(Trust trust) {
    if (closed) {
      throw new IllegalStateException("this endpoint is closed");
    }
    QuicheConfig config = configs.get(trust);
    if (config == null) {
      try {
        config = QuicheConfig.client(settings, trust);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      configs.put(trust, config);
    }
    return config;
  }

  @Override
  public synchronized void close() {
    closed = true;
    configs.values().forEach(QuicheConfig::close);
  }
}
