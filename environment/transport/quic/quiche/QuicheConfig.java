package transport.quic.quiche;

import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import transport.quic.Identity;
import transport.quic.QuicSettings;
import transport.quic.Trust;

/// A `quiche_config`: what the connections of one role have in common. It may be freed once its
/// last connection was.
final class QuicheConfig implements AutoCloseable {
  private static final MethodHandle CREATE =
      Linker.nativeLinker()
          .downcallHandle(
              Quiche.LIBRARY.findOrThrow("quiche_config_new"),
              FunctionDescriptor.of(JAVA_LONG, JAVA_INT));
  private static final MethodHandle FREE = nothing(JAVA_LONG);
  private static final MethodHandle SET_NUMBER = nothing(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SET_SWITCH = nothing(JAVA_LONG, JAVA_BOOLEAN);
  private static final MethodHandle SET_TEXT = number(JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SET_BYTES = number(JAVA_LONG, JAVA_LONG, JAVA_LONG);
  private static final MethodHandle SET_DATAGRAMS =
      nothing(JAVA_LONG, JAVA_BOOLEAN, JAVA_LONG, JAVA_LONG);

  private static final int SHARED_MAX = 16;

  /// Those of clients that load no file of authorities: making one takes longer than a handshake's
  /// signature, and they are all alike.
  private static final Map<QuicSettings, QuicheConfig> SHARED = new HashMap<>();

  private long address;
  private boolean shared;

  private QuicheConfig(QuicSettings settings) {
    address = create();
    if (address == 0) {
      throw new IllegalStateException("quiche made no config: out of memory?");
    }
    set("set_max_idle_timeout", settings.idleTimeout().toMillis());
    set("set_max_send_udp_payload_size", settings.udpPayloadBytes());
    set("set_max_recv_udp_payload_size", 65_527);
    QuicSettings.Windows windows = settings.windows();
    set("set_initial_max_data", windows.connectionBytes());
    set("set_max_connection_window", windows.connectionBytes());
    set("set_initial_max_stream_data_bidi_local", windows.streamBytes());
    set("set_initial_max_stream_data_bidi_remote", windows.streamBytes());
    set("set_initial_max_stream_data_uni", windows.streamBytes());
    set("set_max_stream_window", windows.streamBytes());
    set("set_initial_max_streams_bidi", windows.bidirectionalStreams());
    set("set_initial_max_streams_uni", windows.unidirectionalStreams());
    // No further connection ids are given out, so there is nothing that a peer could migrate with.
    set("set_disable_active_migration", true);
    // Pacing is a time for each packet that the sender would have to keep; this one sends at once.
    set("enable_pacing", false);
    setDatagrams(settings.datagrams());
    if (setText("set_cc_algorithm_name", settings.congestionControl()) != 0) {
      close();
      throw new IllegalArgumentException(
          "quiche has no congestion control '%s'; it has reno, cubic and bbr2_gcongestion"
              .formatted(settings.congestionControl()));
    }
    setProtocols(settings);
  }

  /// quiche loads the system's authorities into each config, which takes milliseconds and would
  /// make a client believe them beside its own. BoringSSL looks for them where these variables say.
  private static synchronized long create() {
    String file = Libc.environment("SSL_CERT_FILE", "/dev/null");
    String folder = Libc.environment("SSL_CERT_DIR", "/dev/null");
    try {
      return (long) CREATE.invokeExact(Quiche.VERSION_1);
    } catch (Throwable e) {
      throw failed(e);
    } finally {
      Libc.environment("SSL_CERT_FILE", file);
      Libc.environment("SSL_CERT_DIR", folder);
    }
  }

  /// @throws IOException if quiche cannot read the identity's files, or they do not belong together
  static QuicheConfig server(QuicSettings settings, Identity identity) throws IOException {
    QuicheConfig config = new QuicheConfig(settings);
    config.set("verify_peer", false);
    config.load("load_cert_chain_from_pem_file", identity.certificates(), "a certificate");
    config.load("load_priv_key_from_pem_file", identity.key(), "the certificate's private key");
    return config;
  }

  /// @return one that others may use too; quiche takes it for its own while it makes a connection,
  ///     so its lock is held then
  /// @throws IOException if quiche cannot read the authorities' certificates
  static QuicheConfig client(QuicSettings settings, Trust trust) throws IOException {
    if (trust instanceof Trust.Authority(Path certificates)) {
      QuicheConfig config = new QuicheConfig(settings);
      config.load("load_verify_locations_from_file", certificates, "authorities' certificates");
      config.set("verify_peer", true);
      return config;
    }
    synchronized (SHARED) {
      QuicheConfig config = SHARED.get(settings);
      if (config == null) {
        config = new QuicheConfig(settings);
        // a pinned certificate is compared once the handshake is done, before the program hears
        config.set("verify_peer", false);
        config.shared = SHARED.size() < SHARED_MAX;
        if (config.shared) {
          SHARED.put(settings, config);
        }
      }
      return config;
    }
  }

  long address() {
    return address;
  }

  private void load(String function, Path file, String what) throws IOException {
    if (setText(function, file.toString()) != 0) {
      close();
      throw new IOException("no %s can be read from %s (PEM)".formatted(what, file));
    }
  }

  private void set(String name, long value) {
    try {
      SET_NUMBER.invokeExact(function(name), address, value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private void set(String name, boolean value) {
    try {
      SET_SWITCH.invokeExact(function(name), address, value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private int setText(String name, String value) {
    try (Arena arena = Arena.ofConfined()) {
      long text = arena.allocateFrom(value).address();
      return (int) SET_TEXT.invokeExact(function(name), address, text);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private void setDatagrams(QuicSettings.Datagrams queues) {
    try {
      SET_DATAGRAMS.invokeExact(
          function("enable_dgram"),
          address,
          queues.received() > 0,
          (long) queues.received(),
          (long) queues.sent());
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /// ALPN's own form: each name behind its length.
  private void setProtocols(QuicSettings settings) {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String protocol : settings.applicationProtocols()) {
      names.write(protocol.length());
      names.writeBytes(protocol.getBytes(StandardCharsets.US_ASCII));
    }
    try (Arena arena = Arena.ofConfined()) {
      long bytes = names.size();
      long text =
          arena.allocate(bytes).copyFrom(MemorySegment.ofArray(names.toByteArray())).address();
      int refused =
          (int) SET_BYTES.invokeExact(function("set_application_protos"), address, text, bytes);
      if (refused != 0) {
        throw new IllegalStateException("quiche refused " + settings.applicationProtocols());
      }
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  @Override
  public void close() {
    if (shared) {
      return;
    }
    try {
      FREE.invokeExact(function("free"), address);
    } catch (Throwable e) {
      throw failed(e);
    }
    address = 0;
  }

  private static MemorySegment function(String name) {
    return Quiche.LIBRARY.findOrThrow("quiche_config_" + name);
  }

  private static MethodHandle nothing(MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.ofVoid(arguments));
  }

  private static MethodHandle number(MemoryLayout... arguments) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(JAVA_INT, arguments));
  }

  private static IllegalStateException failed(Throwable e) {
    return new IllegalStateException("quiche's config could not be made", e);
  }
}
