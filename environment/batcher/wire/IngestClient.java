package batcher.wire;

import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.event.Refusal;
import batcher.payment.Payment;
import batcher.sink.AckLevel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// A producer. Messages may be sent one after another without waiting; answers are taken by a
/// thread of the client's own.
///
/// One thread sends at a time; any may wait and ask.
public final class IngestClient implements AutoCloseable {
  private static final int CONNECT_MS = 5_000;
  private static final Refusal[] REFUSALS = Refusal.values();

  private final Socket socket = new Socket();
  private final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  private final long[] reached = new long[AckLevel.values().length];
  private final ArrayDeque<Long> unanswered = new ArrayDeque<>();
  private final Object changed = new Object();
  private final long acceptedBefore;
  private long next;
  private IOException failure;

  /// Connects as the producer with this identity.
  ///
  /// @param identity not 0; whoever uses it again goes on where it stopped
  public IngestClient(InetSocketAddress server, long identity) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(server, CONNECT_MS);
    DataInputStream in =
        new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
    socket.getOutputStream().write(Wire.message(Wire.HELLO, 0, identity));
    Wire.Header welcome = Wire.Header.read(in);
    if (welcome == null) {
      throw new IOException("the server closed the connection instead of saying welcome");
    }
    acceptedBefore = welcome.number();
    next = acceptedBefore + 1;
    Thread.ofPlatform().name("batcher-answers").daemon().start(() -> read(in));
  }

  /// The last number of this producer that the server had accepted before this connection.
  public long acceptedBefore() {
    return acceptedBefore;
  }

  /// Sends the next events.
  ///
  /// @param level to be told of, see [#await]
  /// @return the number of the last one
  public long send(List<Event> events, AckLevel level) throws IOException {
    long[] words = new long[events.size() * EventLayout.WORDS];
    for (int i = 0; i < events.size(); i++) {
      events.get(i).write(words, i * EventLayout.WORDS);
    }
    return send(next, words, events.size(), level);
  }

  /// Sends the `count` events in `words` as number `first` and the following; for sending again.
  ///
  /// @return the number of the last one
  public long send(long first, long[] words, int count, AckLevel level) throws IOException {
    ByteBuffer message = Wire.buffer(count * EventLayout.BYTES);
    new Wire.Header(count * EventLayout.BYTES, Wire.EVENTS, level.ordinal(), count, first)
        .put(message);
    for (int i = 0; i < count * EventLayout.WORDS; i++) {
      message.putLong(words[i]);
    }
    return send(first, count, message.array());
  }

  /// Sends the next payments, each with its transaction, to be verified.
  ///
  /// @return the number of the last one
  public long sendPayments(List<Payment> payments, AckLevel level) throws IOException {
    return sendPayments(next, payments, level);
  }

  /// Sends payments as number `first` and the following; for sending again.
  ///
  /// @return the number of the last one
  public long sendPayments(long first, List<Payment> payments, AckLevel level) throws IOException {
    int bytes = 0;
    for (Payment payment : payments) {
      bytes += EventLayout.BYTES + 2 + payment.transaction().length;
    }
    ByteBuffer message = Wire.buffer(bytes);
    new Wire.Header(bytes, Wire.PAYMENTS, level.ordinal(), payments.size(), first).put(message);
    for (Payment payment : payments) {
      for (long word : payment.event().toWords()) {
        message.putLong(word);
      }
      message.putShort((short) payment.transaction().length).put(payment.transaction());
    }
    return send(first, payments.size(), message.array());
  }

  /// Waits until the server has answered for every event up to `number`, and, at a higher level,
  /// until all of them that it accepted have come so far.
  ///
  /// @return false if the deadline passed first
  /// @throws IOException if the connection is gone
  public boolean await(AckLevel level, long number, Duration deadline)
      throws IOException, InterruptedException {
    long deadlineNs = System.nanoTime() + deadline.toNanos();
    synchronized (changed) {
      while (reached[level.ordinal()] < number) {
        if (failure != null) {
          throw new IOException("the connection is gone: " + failure.getMessage(), failure);
        }
        long remainingMs = (deadlineNs - System.nanoTime()) / 1_000_000;
        if (remainingMs < 0) {
          return false;
        }
        changed.wait(remainingMs + 1);
      }
    }
    return true;
  }

  /// How many events were refused, by reason.
  public Map<Refusal, Long> refused() {
    synchronized (changed) {
      return Map.copyOf(refused);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private long send(long first, int count, byte[] message) throws IOException {
    if (count < 1 || count > Wire.COUNT_MAX) {
      throw new IllegalArgumentException(
          "a message of " + count + " events; it must have 1 to " + Wire.COUNT_MAX);
    }
    long last = first + count - 1;
    synchronized (changed) {
      next = Math.max(next, last + 1);
      unanswered.add(last);
    }
    socket.getOutputStream().write(message);
    return last;
  }

  private void read(DataInputStream in) {
    try {
      Wire.Header header;
      while ((header = Wire.Header.read(in)) != null) {
        byte[] body = in.readNBytes(header.bodyBytes());
        synchronized (changed) {
          take(header, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN));
          changed.notifyAll();
        }
      }
      fail(new IOException("the server closed it"));
    } catch (IOException e) {
      fail(e);
    }
  }

  private void take(Wire.Header header, ByteBuffer body) {
    if (header.kind() == Wire.ANSWER) {
      while (body.hasRemaining()) {
        body.getInt();
        refused.merge(REFUSALS[body.getInt()], 1L, Long::sum);
      }
      reach(AckLevel.ACCEPTED.ordinal(), unanswered.remove());
    } else if (header.kind() == Wire.REACHED) {
      reach(header.level(), header.number());
    }
  }

  private void reach(int level, long number) {
    reached[level] = Math.max(reached[level], number);
  }

  private void fail(IOException e) {
    synchronized (changed) {
      failure = e;
      changed.notifyAll();
    }
  }
}
