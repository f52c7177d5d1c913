package kit.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// One connection of an [HttpTarget], which is one lane. Requests come from the thread of the load
/// or from the loop's; everything else happens in the loop's thread. The monitor guards what both
/// touch.
final class HttpConnection {
  private static final int BUFFER_BYTES = 16 << 10;
  private static final long RETRY_NS = 10_000_000;
  private static final String CLOSED = "connection closed";

  private final HttpLoop loop;
  private final InetSocketAddress server;
  private final int lane;
  private final HttpTarget.Requests requests;
  private final HttpTarget.Answers answers;

  // Guarded by the monitor.
  private ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private SocketChannel channel;
  private SelectionKey key;
  private boolean connected;
  private boolean closed;

  /// To whom the end of the operation in flight is reported; null if none is.
  private Completion done;

  private long index;

  // Only of the loop's thread.
  private ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private ByteBuffer body = in.duplicate();
  private final HttpAnswer answer = new HttpAnswer();

  /// This connection has given an answer since it was opened: losing it is no reason to wait.
  private boolean answered;

  HttpConnection(
      HttpLoop loop,
      InetSocketAddress server,
      int lane,
      HttpTarget.Requests requests,
      HttpTarget.Answers answers,
      SocketChannel channel) {
    this.loop = loop;
    this.server = server;
    this.lane = lane;
    this.requests = requests;
    this.answers = answers;
    this.channel = channel;
    this.connected = true;
  }

  /// Hands the open channel to the loop.
  synchronized void register() throws IOException {
    key = loop.register(channel, SelectionKey.OP_READ, this);
  }

  synchronized void start(long next, Completion reporting) {
    if (closed) {
      throw new IllegalStateException("the target is closed");
    }
    if (done != null) {
      // Left over from a run that was given up: nobody waits for its answer any more.
      disconnect();
      loop.execute(this::reconnect);
    }
    append(next);
    index = next;
    done = reporting;
    if (connected) {
      send();
    }
  }

  /// Writes the request behind what is still to be sent, in a greater buffer if need be.
  private void append(long next) {
    int before = out.position();
    while (true) {
      try {
        requests.write(lane, next, out);
        return;
      } catch (BufferOverflowException e) {
        out.position(before);
        if (out.capacity() - before >= HttpTarget.MESSAGE_BYTES_MOST) {
          throw new IllegalStateException(
              "the request of operation " + next + " is longer than 16 MiB", e);
        }
        out = grown(out);
      }
    }
  }

  /// Sends what the socket takes. Called with the monitor held and the connection up.
  private void send() {
    out.flip();
    try {
      channel.write(out);
    } catch (IOException e) {
      // The reading side finds the connection broken and fails what is in flight.
      out.position(out.limit());
    }
    boolean left = out.hasRemaining();
    out.compact();
    boolean wanted = (key.interestOps() & SelectionKey.OP_WRITE) != 0;
    if (left != wanted) {
      key.interestOps(SelectionKey.OP_READ | (left ? SelectionKey.OP_WRITE : 0));
      if (!loop.isCurrent()) {
        key.selector().wakeup();
      }
    }
  }

  /// The selector has found something to do.
  void ready(SelectionKey found) {
    SocketChannel reading;
    synchronized (this) {
      if (found != key || !found.isValid()) {
        return;
      }
      reading = channel;
      if (connected && found.isWritable()) {
        send();
      }
    }
    if (found.isConnectable()) {
      finishConnect();
    } else if (found.isReadable()) {
      read(reading);
    }
  }

  private void read(SocketChannel reading) {
    String broken = null;
    try {
      if (reading.read(in) < 0) {
        broken = CLOSED;
      } else {
        judgeAll(reading);
      }
    } catch (HttpAnswer.Malformed e) {
      broken = e.getMessage();
    } catch (IOException e) {
      broken = CLOSED;
    }
    if (broken != null) {
      lost(reading, broken);
    }
  }

  /// Judges every answer that is complete.
  private void judgeAll(SocketChannel reading) throws HttpAnswer.Malformed {
    in.flip();
    while (in.hasRemaining() && answer.complete(in)) {
      if (answer.status() >= 200 && !judge(reading)) {
        return;
      }
      in.position(answer.end());
      answer.reset();
    }
    in.compact();
    if (!in.hasRemaining()) {
      if (in.capacity() >= HttpTarget.MESSAGE_BYTES_MOST) {
        throw new HttpAnswer.Malformed("answer longer than 16 MiB");
      }
      in = grown(in);
      body = in.duplicate();
    }
  }

  /// Judges one answer, which may start the lane's next operation.
  ///
  /// @return whether the connection goes on
  private boolean judge(SocketChannel reading) throws HttpAnswer.Malformed {
    Completion reporting;
    long of;
    boolean last = answer.last();
    synchronized (this) {
      if (reading != channel) {
        return false;
      }
      if (done == null) {
        throw new HttpAnswer.Malformed("answer without request");
      }
      reporting = done;
      of = index;
      done = null;
      if (last) {
        disconnect();
      }
    }
    answered = true;
    end(reporting, of, verdict(of));
    if (last) {
      loop.execute(this::reconnect);
    }
    return !last;
  }

  private String verdict(long of) {
    body.limit(answer.bodyEnd()).position(answer.bodyStart());
    try {
      return answers.judge(lane, of, answer.status(), body);
    } catch (RuntimeException e) {
      return "the check of the answer threw " + e.getClass().getSimpleName();
    }
  }

  /// Reports the end of an operation, if one was in flight: well, if `failure` is null.
  private void end(Completion reporting, long of, String failure) {
    if (reporting == null) {
      return;
    }
    if (failure == null) {
      reporting.succeeded(lane, of);
    } else {
      reporting.failed(lane, of, failure);
    }
  }

  /// The connection is gone: fails what is in flight on it, and opens it again.
  private void lost(SocketChannel which, String reason) {
    Completion left;
    long of;
    synchronized (this) {
      if (which != channel || closed) {
        return;
      }
      of = index;
      left = disconnect();
    }
    if (answered) {
      loop.execute(this::reconnect);
    } else {
      loop.executeIn(RETRY_NS, this::reconnect);
    }
    end(left, of, reason);
  }

  /// Closes the channel and forgets what is in flight. Called with the monitor held.
  ///
  /// @return who waits for the operation in flight; null if none is
  private Completion disconnect() {
    connected = false;
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
    channel = null;
    out.clear();
    Completion left = done;
    done = null;
    return left;
  }

  private void reconnect() {
    SocketChannel opening = null;
    IOException failure = null;
    synchronized (this) {
      if (closed || channel != null) {
        return;
      }
      in.clear();
      answer.reset();
      answered = false;
      try {
        opening = SocketChannel.open();
        channel = opening;
        opening.setOption(StandardSocketOptions.TCP_NODELAY, true);
        opening.configureBlocking(false);
        if (opening.connect(server)) {
          up();
        } else {
          key = loop.register(opening, SelectionKey.OP_CONNECT, this);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      lost(opening, reasonOf(failure));
    }
  }

  private void finishConnect() {
    SocketChannel opening;
    synchronized (this) {
      opening = channel;
      if (opening == null) {
        return;
      }
      try {
        opening.finishConnect();
        up();
        return;
      } catch (IOException e) {
        // Told below, without the monitor.
      }
    }
    lost(opening, "connection refused");
  }

  private void up() throws IOException {
    key = loop.register(channel, SelectionKey.OP_READ, this);
    connected = true;
    if (out.position() > 0) {
      send();
    }
  }

  private static String reasonOf(IOException e) {
    return e instanceof ConnectException ? "connection refused" : "connection failed";
  }

  private static ByteBuffer grown(ByteBuffer full) {
    return ByteBuffer.allocateDirect(full.capacity() * 2).put(full.flip());
  }

  /// Ends it for good; what is in flight fails.
  void close() {
    Completion left = null;
    long of;
    synchronized (this) {
      closed = true;
      of = index;
      if (channel != null) {
        left = disconnect();
      }
    }
    end(left, of, CLOSED);
  }
}
