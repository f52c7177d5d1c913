package sinkwebsocket;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.frame.FrameLayout;
import batcher.sink.Mark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// One connection to a hub. It remembers what it has, skips what it has seen, and after a lost
/// connection [#connect] goes on where it stopped.
public final class BatchSubscriber implements AutoCloseable {
  private static final int NUMBER = 8;
  private static final long CONNECT_S = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, Mark> marks = new TreeMap<>();
  private final Consumer<Batch> reader;
  private final int pool;
  private final int member;
  private final Object changed = new Object();
  private String stream = "";
  private WebSocket socket;
  private int gaps;
  private Integer closeCode;

  /// One batch, read out of its message.
  public record Batch(int shard, Mark mark, List<Event> events) {}

  /// @param reader hears each new batch once, in order, on the connection's thread
  public BatchSubscriber(Consumer<Batch> reader) {
    this(reader, 1, 0);
  }

  /// One connection of a pool whose members share the keys.
  public BatchSubscriber(Consumer<Batch> reader, int pool, int member) {
    this.reader = reader;
    this.pool = pool;
    this.member = member;
  }

  /// Connects, the first time to what comes from now on, later to what has been missed. Returns
  /// when the hub has said which stream it is.
  public void connect(String host, int port) throws IOException, InterruptedException {
    String known;
    String query = "pool=" + pool + "&member=" + member;
    synchronized (changed) {
      closeCode = null;
      known = stream;
      stream = "";
      if (!known.isEmpty()) {
        query += "&stream=" + known + "&from=" + from();
      }
    }
    // Without the lock, which whoever hears a message needs.
    socket = open(URI.create("ws://" + host + ":" + port + WebSocketHub.PATH + "?" + query), known);
    synchronized (changed) {
      while (stream.isEmpty() && closeCode == null) {
        changed.wait();
      }
    }
  }

  /// How often the hub said that batches are missing.
  public int gaps() {
    synchronized (changed) {
      return gaps;
    }
  }

  /// The code with which the hub closed the connection, or null while it is open.
  public Integer closeCode() {
    synchronized (changed) {
      return closeCode;
    }
  }

  /// Breaks the connection off.
  public void abort() {
    socket.abort();
  }

  @Override
  public void close() {
    if (socket != null) {
      socket.abort();
    }
    http.shutdownNow();
  }

  private WebSocket open(URI uri, String known) throws IOException, InterruptedException {
    try {
      return http.newWebSocketBuilder()
          .buildAsync(uri, new Listener())
          .thenCompose(opened -> opened.sendText(WebSocketHub.READY, true))
          .get(CONNECT_S, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      synchronized (changed) {
        stream = known;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(uri + " cannot be reached: " + cause, cause);
    }
  }

  private String from() {
    return marks.entrySet().stream()
        .map(entry -> entry.getKey() + ":" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  private void text(String message) {
    synchronized (changed) {
      if (message.startsWith("stream ")) {
        String[] words = message.split(" ", -1);
        stream = words[1];
        if (!words[2].isEmpty()) {
          marks.putAll(SubscriberRequest.marks(words[2]));
        }
      } else if (message.equals("gap")) {
        gaps++;
        marks.clear();
      }
      changed.notifyAll();
    }
  }

  private void binary(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    int shard = bytes.getInt(0);
    Mark mark = new Mark(bytes.getLong(8), bytes.getLong(BatchLog.PREFIX_BYTES + NUMBER));
    synchronized (changed) {
      Mark last = marks.get(shard);
      if (last != null && !SubscriberRequest.isAfter(mark, last)) {
        return;
      }
      marks.put(shard, mark);
    }
    List<Event> events = new ArrayList<>();
    long[] words = new long[EventLayout.WORDS];
    int first = BatchLog.PREFIX_BYTES + FrameLayout.BATCH_HEADER_BYTES;
    for (int at = first; at < message.length; at += EventLayout.BYTES) {
      bytes.slice(at, EventLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
      events.add(Event.read(words, 0));
    }
    reader.accept(new Batch(shard, mark, events));
  }

  /// A message may come in several parts; it is one only when the last is there.
  private final class Listener implements WebSocket.Listener {
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final StringBuilder textParts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      textParts.append(data);
      if (last) {
        text(textParts.toString());
        textParts.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
      byte[] part = new byte[data.remaining()];
      data.get(part);
      parts.writeBytes(part);
      if (last) {
        binary(parts.toByteArray());
        parts.reset();
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed(1006);
    }

    private void closed(int code) {
      synchronized (changed) {
        closeCode = code;
        changed.notifyAll();
      }
    }
  }
}
