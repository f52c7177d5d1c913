package transport.quic.netty;

import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicCodecBuilder;
import io.netty.handler.codec.quic.QuicCongestionControlAlgorithm;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicSslEngine;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// Settings, identities and trust in Netty's terms.
final class Codecs {
  /// What the header of a short packet carries; as many as the other engine's.
  private static final int ID_BYTES = 8;

  private Codecs() {}

  static <B extends QuicCodecBuilder<B>> B set(
      B builder, QuicSettings settings, Function<QuicChannel, QuicSslEngine> tls) {
    QuicSettings.Windows windows = settings.windows();
    builder
        .sslEngineProvider(tls)
        .localConnectionIdLength(ID_BYTES)
        .maxIdleTimeout(settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .maxSendUdpPayloadSize(settings.udpPayloadBytes())
        .maxRecvUdpPayloadSize(65_527)
        .initialMaxData(windows.connectionBytes())
        .initialMaxStreamDataBidirectionalLocal(windows.streamBytes())
        .initialMaxStreamDataBidirectionalRemote(windows.streamBytes())
        .initialMaxStreamDataUnidirectional(windows.streamBytes())
        .initialMaxStreamsBidirectional(windows.bidirectionalStreams())
        .initialMaxStreamsUnidirectional(windows.unidirectionalStreams())
        .activeMigration(false)
        .congestionControlAlgorithm(congestionControl(settings.congestionControl()));
    if (settings.datagrams().received() > 0) {
      int sent = Math.max(1, settings.datagrams().sent());
      builder.datagram(settings.datagrams().received(), sent);
    }
    return builder;
  }

  /// @throws IllegalArgumentException if Netty has none of this name
  static QuicCongestionControlAlgorithm congestionControl(String name) {
    return switch (name) {
      case "reno" -> QuicCongestionControlAlgorithm.RENO;
      case "cubic" -> QuicCongestionControlAlgorithm.CUBIC;
      case "bbr2_gcongestion" -> QuicCongestionControlAlgorithm.BBR;
      default ->
          throw new IllegalArgumentException(
              "Netty has no congestion control '%s'; it has reno, cubic and bbr2_gcongestion"
                  .formatted(name));
    };
  }

  /// @throws IOException if the identity's files cannot be read, or do not belong together
  static QuicSslContext server(QuicSettings settings, Identity identity) throws IOException {
    try {
      return QuicSslContextBuilder.forServer(
              identity.key().toFile(), null, identity.certificates().toFile())
          .applicationProtocols(settings.applicationProtocols().toArray(String[]::new))
          .build();
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "no identity can be read from %s and %s (PEM): %s"
              .formatted(identity.certificates(), identity.key(), e.getMessage()),
          e);
    }
  }

  /// A pinned certificate is compared once the handshake is done, before the program hears of it.
  static QuicSslContext client(QuicSettings settings, Trust trust) {
    QuicSslContextBuilder builder =
        QuicSslContextBuilder.forClient()
            .applicationProtocols(settings.applicationProtocols().toArray(String[]::new));
    if (trust instanceof Trust.Authority(Path certificates)) {
      builder.trustManager(certificates.toFile()).endpointIdentificationAlgorithm("HTTPS");
    } else {
      builder
          .trustManager(InsecureTrustManagerFactory.INSTANCE)
          .endpointIdentificationAlgorithm(null);
    }
    return builder.build();
  }
}
