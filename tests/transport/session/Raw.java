package transport.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import transport.http3.Capsule;
import transport.http3.Field;
import transport.http3.FrameType;
import transport.http3.Frames;
import transport.http3.Qpack;
import transport.memory.MemoryConnection;
import transport.memory.MemoryLoop;
import transport.memory.Weather;
import transport.quic.Closing;
import transport.quic.Connection;
import transport.quic.ConnectionHandler;

/// An end that says whatever a test wants, byte by byte, and writes down what it hears.
final class Raw implements ConnectionHandler {
  static final List<Field> CONNECT =
      List.of(
          new Field(":method", "CONNECT"),
          new Field(":protocol", "webtransport"),
          new Field(":scheme", "https"),
          new Field(":authority", "memory"),
          new Field(":path", "/a"));

  final MemoryLoop loop = new MemoryLoop();
  final Map<Long, StringBuilder> heard = new HashMap<>();
  final List<String> events = new ArrayList<>();
  private final Map<Long, Rest> rests = new HashMap<>();
  Closing closing;
  Connection quic;

  /// Whether nothing is read.
  boolean deaf;

  /// What is still to be written.
  private record Rest(ByteBuffer bytes, boolean fin) {}

  /// Against a server.
  static Raw client(Weather weather, Limits limits, Router router) {
    Raw raw = new Raw();
    MemoryConnection.join(
        raw.loop, weather, raw::on, end -> new ServerConnection(end, limits, router));
    raw.loop.run();
    return raw;
  }

  /// Against a client that has asked for a session.
  static Raw server(Limits limits, Told told, String... protocols) {
    Raw raw = new Raw();
    MemoryConnection.join(
        raw.loop,
        Weather.fair(),
        end -> {
          ClientConnection client = new ClientConnection(end, limits);
          client.connect(
              new SessionRequest("memory", "/a", Optional.empty(), List.of(protocols)), told);
          return client;
        },
        raw::on);
    raw.loop.run();
    return raw;
  }

  private Raw on(Connection end) {
    quic = end;
    return this;
  }

  /// A new stream that begins with these bytes.
  long send(boolean bidirectional, boolean fin, ByteBuffer... parts) {
    long stream = quic.openStream(bidirectional);
    more(stream, fin, parts);
    return stream;
  }

  /// Further bytes of a stream.
  void more(long stream, boolean fin, ByteBuffer... parts) {
    Rest before = rests.getOrDefault(stream, new Rest(ByteBuffer.allocate(0), false));
    int length = before.bytes.remaining();
    for (ByteBuffer part : parts) length += part.remaining();
    ByteBuffer all = ByteBuffer.allocate(length).put(before.bytes);
    for (ByteBuffer part : parts) all.put(part.duplicate());
    rests.put(stream, new Rest(all.flip(), fin));
    onWritable(stream);
    loop.run();
  }

  /// A control stream with settings: numbers in pairs.
  long control(long... settings) {
    return send(
        false,
        false,
        Frames.varints(FrameType.CONTROL_STREAM),
        Frames.frame(FrameType.SETTINGS, Frames.varints(settings)));
  }

  /// A whole HEADERS frame.
  static ByteBuffer headers(List<Field> fields) {
    return Frames.frame(FrameType.HEADERS, Qpack.encode(fields));
  }

  /// A capsule in a DATA frame.
  static ByteBuffer capsule(Capsule capsule) {
    return Frames.frame(FrameType.DATA, capsule.bytes());
  }

  static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  /// What was heard of a stream, in hexadecimal, with `.` for its end.
  String heard(long stream) {
    return heard.getOrDefault(stream, new StringBuilder()).toString();
  }

  @Override
  public void onEstablished() {}

  @Override
  public void onStream(long stream) {}

  @Override
  public void onReadable(long stream) {
    if (deaf) return;
    StringBuilder text = heard.computeIfAbsent(stream, id -> new StringBuilder());
    ByteBuffer into = ByteBuffer.allocate(1_000);
    int read = quic.read(stream, into);
    for (; read > 0; read = quic.read(stream, into)) {
      text.append(HexFormat.of().formatHex(into.array(), 0, into.position()));
      into.clear();
    }
    if (read < 0) text.append('.');
  }

  @Override
  public void onWritable(long stream) {
    Rest rest = rests.remove(stream);
    if (rest == null) return;
    quic.write(stream, rest.bytes, rest.fin);
    if (rest.bytes.hasRemaining()) rests.put(stream, rest);
  }

  @Override
  public void onReset(long stream, long code) {
    events.add("reset %s %x".formatted(stream, code));
  }

  @Override
  public void onStopSending(long stream, long code) {
    events.add("stop %s %x".formatted(stream, code));
  }

  @Override
  public void onDatagram(ByteBuffer data) {
    events.add("datagram " + data.remaining());
  }

  @Override
  public void onClosed(Closing why) {
    closing = why;
  }
}
