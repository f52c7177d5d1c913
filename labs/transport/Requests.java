package labs.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import kit.load.Completion;
import kit.load.Target;
import transport.WebTransportClient;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.StreamHandler;

/// Small requests on sessions that stay open, each on a stream of its own, so that none waits for
/// another; the server sends each back. Each session has a connection of its own; lanes share the
/// sessions in turn.
final class Requests implements Target {
  private static final int PATIENCE_S = 30;
  private static final int AT_ONCE = 100;

  private final WebTransportClient client;
  private final List<LoopSession> sessions = new ArrayList<>();
  private final ByteBuffer payload;

  /// Asks for the session of a job.
  interface Connecting {
    void connect(Job job) throws IOException;
  }

  /// Opens the sessions.
  ///
  /// @param client closed with this
  /// @param connecting by which the client asks for one
  Requests(WebTransportClient client, Connecting connecting, int many, ByteBuffer payload)
      throws Exception {
    this.client = client;
    this.payload = payload;
    while (sessions.size() < many) {
      List<Job> opening = new ArrayList<>();
      for (int i = Math.min(AT_ONCE, many - sessions.size()); i > 0; i--) {
        Job job = new Idle();
        connecting.connect(job);
        opening.add(job);
      }
      for (Job job : opening) sessions.add(job.opened().get(PATIENCE_S, TimeUnit.SECONDS));
    }
  }

  /// A session whose streams are opened by others.
  private static final class Idle extends Job {
    Idle() {
      super("/latency");
    }

    @Override
    void begin() {
      done();
    }
  }

  @Override
  public void start(int lane, long index, Completion done) {
    LoopSession session = sessions.get(lane % sessions.size());
    Exchange exchange = new Exchange(lane, index, done);
    boolean runs =
        session.execute(
            () ->
                session
                    .open(true, exchange)
                    .ifPresentOrElse(exchange::onWritable, () -> exchange.end("no stream")));
    if (!runs) exchange.end("the client is closed");
  }

  @Override
  public void close() {
    client.close();
  }

  /// One request and its answer.
  private final class Exchange implements StreamHandler {
    private final int lane;
    private final long index;
    private final Completion done;
    private final ByteBuffer unsent = payload.duplicate();
    private final ByteBuffer answer = ByteBuffer.allocate(payload.capacity() + 1);
    private boolean ended;

    Exchange(int lane, long index, Completion done) {
      this.lane = lane;
      this.index = index;
      this.done = done;
    }

    private void end(String failure) {
      if (ended) return;
      ended = true;
      if (failure.isEmpty()) {
        done.succeeded(lane, index);
      } else {
        done.failed(lane, index, failure);
      }
    }

    @Override
    public void onWritable(LoopStream stream) {
      stream.write(unsent, true);
    }

    @Override
    public void onReadable(LoopStream stream) {
      int read;
      do {
        read = stream.read(answer);
      } while (read > 0);
      if (read < 0) end(answer.flip().equals(payload) ? "" : "another answer");
    }

    @Override
    public void onReset(LoopStream stream, long code) {
      end("broken off");
    }

    @Override
    public void onStopSending(LoopStream stream, long code) {
      end("broken off");
    }
  }
}
