package transport.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Writes down what is told of a session and its streams, and reads whatever comes.
final class Told implements SessionHandler {
  final List<String> events = new ArrayList<>();
  final Map<Long, StreamTold> streams = new LinkedHashMap<>();
  LoopSession session;
  SessionEnd end;

  /// Whether streams answer with what they got, once it is whole.
  boolean echoes;

  /// Whether streams are left unread.
  boolean deaf;

  LoopStream open(boolean bidirectional) {
    StreamTold told = new StreamTold(this);
    return session.open(bidirectional, told).map(told::on).orElse(null);
  }

  /// A stream opened with bytes and their end.
  LoopStream send(boolean bidirectional, String text) {
    LoopStream stream = open(bidirectional);
    streams.get(stream.id()).send(text);
    return stream;
  }

  @Override
  public void onOpen(LoopSession opened) {
    session = opened;
    events.add("open");
  }

  @Override
  public void onStream(LoopStream stream) {
    StreamTold told = new StreamTold(this);
    stream.handler(told);
    told.on(stream);
  }

  @Override
  public void onDatagram(LoopSession told, ByteBuffer data) {
    events.add("datagram " + UTF_8.decode(data));
  }

  @Override
  public void onStreamsAvailable(LoopSession told) {
    events.add("room");
  }

  @Override
  public void onDrain(LoopSession told) {
    events.add("drain");
  }

  @Override
  public void onEnd(LoopSession told, SessionEnd why) {
    session = told;
    end = why;
    events.add("end");
  }

  /// What the streams got, by number, with `.` for the end.
  String read(long... ids) {
    StringJoiner all = new StringJoiner(" ");
    for (long id : ids) all.add(id + ":" + streams.get(id));
    if (ids.length == 0) streams.forEach((id, told) -> all.add(id + ":" + told));
    return all.toString();
  }

  /// One stream.
  static final class StreamTold implements StreamHandler {
    private final Told told;
    final StringBuilder text = new StringBuilder();
    final List<String> events = new ArrayList<>();
    private ByteBuffer out;
    private LoopStream stream;

    StreamTold(Told told) {
      this.told = told;
    }

    LoopStream on(LoopStream opened) {
      stream = opened;
      told.streams.put(opened.id(), this);
      return opened;
    }

    LoopStream stream() {
      return stream;
    }

    /// How many bytes are still to be sent.
    int rest() {
      return out.remaining();
    }

    void send(String whole) {
      out = UTF_8.encode(whole);
      onWritable(stream);
    }

    @Override
    public void onReadable(LoopStream readable) {
      if (told.deaf) return;
      ByteBuffer into = ByteBuffer.allocate(1_000);
      int read = readable.read(into);
      for (; read > 0; read = readable.read(into)) {
        text.append(UTF_8.decode(into.flip()));
        into.clear();
      }
      if (read < 0) {
        text.append('.');
        if (told.echoes && readable.sends()) send(text.substring(0, text.length() - 1));
      }
    }

    @Override
    public void onWritable(LoopStream writable) {
      if (out != null) writable.write(out, true);
    }

    @Override
    public void onReset(LoopStream reset, long code) {
      events.add("reset " + code);
    }

    @Override
    public void onStopSending(LoopStream stopped, long code) {
      events.add("stopped " + code);
    }

    @Override
    public String toString() {
      return text + (events.isEmpty() ? "" : events.toString());
    }
  }
}
