package transport.http3;

import static transport.http3.ErrorCode.H3_FRAME_ERROR;
import static transport.http3.ErrorCode.H3_SETTINGS_ERROR;

import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The content of a SETTINGS frame (RFC 9114, 7.2.4), with the settings by which the drafts 02 to
/// 16 of WebTransport over HTTP/3 announce it.
///
/// @param values by identifier; those that are absent have their default, 0
public record Settings(Map<Long, Long> values) {
  /// A QPACK decoder's table (RFC 9204, 5); ours has none.
  public static final long QPACK_MAX_TABLE_CAPACITY = 0x01;

  /// The longest field section that is taken, as RFC 9114, 4.2.2 counts it.
  public static final long MAX_FIELD_SECTION_SIZE = 0x06;

  public static final long QPACK_BLOCKED_STREAMS = 0x07;

  /// Extended CONNECT (RFC 9220).
  public static final long ENABLE_CONNECT_PROTOCOL = 0x08;

  /// HTTP datagrams (RFC 9297).
  public static final long H3_DATAGRAM = 0x33;

  /// WebTransport in drafts 02 to 06: 1.
  public static final long WT_DRAFT_02 = 0x2b603742;

  /// WebTransport in drafts 07 to 12: how many sessions may be open.
  public static final long WT_MAX_SESSIONS_07 = 0xc671706aL;

  /// WebTransport in drafts 13 and 14: how many sessions may be open.
  public static final long WT_MAX_SESSIONS_13 = 0x14e9cd29;

  /// WebTransport since draft 15: 1.
  public static final long WT_ENABLED = 0x2c7cf000;

  /// How many bytes of streams each session may send at first.
  public static final long WT_INITIAL_MAX_DATA = 0x2b61;

  /// How many unidirectional streams may be opened in each session at first.
  public static final long WT_INITIAL_MAX_STREAMS_UNI = 0x2b64;

  /// How many bidirectional streams may be opened in each session at first.
  public static final long WT_INITIAL_MAX_STREAMS_BIDI = 0x2b65;

  /// The largest number of streams that can be allowed.
  static final long STREAMS_MAX = 1L << 60;

  public Settings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /// Reads the payload of a SETTINGS frame.
  ///
  /// @throws Http3Error H3_FRAME_ERROR if it ends within a setting, H3_SETTINGS_ERROR if an
  ///     identifier comes twice, is HTTP/2's, or has a value that it cannot have
  public static Settings read(ByteBuffer payload) throws Http3Error {
    Map<Long, Long> values = new LinkedHashMap<>();
    while (payload.hasRemaining()) {
      long id = Varint.get(payload);
      long value = id < 0 ? -1 : Varint.get(payload);
      if (value < 0) {
        throw Http3Error.connection(H3_FRAME_ERROR, "SETTINGS must not end within a setting");
      }
      check(id, value);
      if (values.put(id, value) != null) {
        throw Http3Error.connection(H3_SETTINGS_ERROR, "setting %s must not come twice", id);
      }
    }
    return new Settings(values);
  }

  /// The SETTINGS frame.
  public ByteBuffer frame() {
    int length = 0;
    for (Map.Entry<Long, Long> each : values.entrySet()) {
      length += Varint.bytes(each.getKey()) + Varint.bytes(each.getValue());
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    values.forEach(
        (id, value) -> {
          Varint.put(payload, id);
          Varint.put(payload, value);
        });
    return Frames.frame(FrameType.SETTINGS, payload.flip());
  }

  /// A setting's value, or its default.
  public long value(long id) {
    return values.getOrDefault(id, 0L);
  }

  /// Whether any draft of WebTransport that is spoken here is announced.
  public boolean webTransport() {
    return value(WT_ENABLED) > 0
        || value(WT_MAX_SESSIONS_13) > 0
        || value(WT_MAX_SESSIONS_07) > 0
        || value(WT_DRAFT_02) > 0;
  }

  /// Whether the sender means to limit what is sent within a session (draft 16, 5.1); limits hold
  /// if both ends do.
  public boolean sessionFlowControl() {
    return value(WT_INITIAL_MAX_DATA) > 0
        || value(WT_INITIAL_MAX_STREAMS_UNI) > 0
        || value(WT_INITIAL_MAX_STREAMS_BIDI) > 0;
  }

  private static void check(long id, long value) throws Http3Error {
    long max = Varint.MAX;
    if (id == 0x00 || id >= 0x02 && id <= 0x05) {
      throw Http3Error.connection(H3_SETTINGS_ERROR, "setting %s is HTTP/2's", id);
    } else if (id == ENABLE_CONNECT_PROTOCOL
        || id == H3_DATAGRAM
        || id == WT_DRAFT_02
        || id == WT_ENABLED) {
      max = 1;
    } else if (id == WT_INITIAL_MAX_STREAMS_UNI || id == WT_INITIAL_MAX_STREAMS_BIDI) {
      max = STREAMS_MAX;
    }
    if (value > max) {
      throw Http3Error.connection(
          H3_SETTINGS_ERROR, "setting %s is at most %s, not %s", id, max, value);
    }
  }
}
