package labs.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import transport.session.LoopSession;
import transport.session.LoopStream;
import transport.session.SessionEnd;
import transport.session.SessionHandler;

/// What a client does in a session, once or again and again, by callbacks on its connection's loop.
/// What comes back is compared with what must: a job is done right or fails.
abstract class Job implements SessionHandler {
  private final String path;
  private final CompletableFuture<LoopSession> opened = new CompletableFuture<>();
  private final Deque<Opening> waiting = new ArrayDeque<>();
  private Consumer<String> told;
  private LoopSession session;

  /// A stream that the server does not allow yet.
  private record Opening(boolean bidirectional, Transfer transfer) {}

  /// @param path that it asks the server for
  Job(String path) {
    this.path = path;
  }

  final String path() {
    return path;
  }

  /// Done on the loop once the session is open, or when it is sure that there will be none.
  final CompletableFuture<LoopSession> opened() {
    return opened;
  }

  /// Does it; on the loop, when what was done before is over.
  ///
  /// @param over told once how it ended: empty if right, else what was not
  final void run(Consumer<String> over) {
    told = over;
    begin();
  }

  abstract void begin();

  final void done() {
    over("");
  }

  final void fail(String why) {
    over(why);
  }

  private void over(String how) {
    Consumer<String> whom = told;
    told = null;
    if (whom != null) whom.accept(how);
  }

  final LoopSession session() {
    return session;
  }

  /// Opens a stream as soon as the server allows it.
  final void open(boolean bidirectional, Transfer transfer) {
    waiting.add(new Opening(bidirectional, transfer));
    onStreamsAvailable(session);
  }

  @Override
  public final void onStreamsAvailable(LoopSession available) {
    while (!waiting.isEmpty()) {
      Opening next = waiting.peek();
      Optional<LoopStream> stream = session.open(next.bidirectional(), next.transfer());
      if (stream.isEmpty()) return;
      waiting.remove();
      next.transfer().onWritable(stream.get());
    }
  }

  @Override
  public final void onOpen(LoopSession open) {
    session = open;
    opened.complete(open);
  }

  @Override
  public void onStream(LoopStream stream) {
    throw new IllegalStateException("the server opens no streams at " + path);
  }

  @Override
  public void onDatagram(LoopSession on, ByteBuffer data) {}

  @Override
  public final void onEnd(LoopSession ended, SessionEnd end) {
    if (!opened.isDone()) {
      opened.completeExceptionally(new IOException("no session at %s: %s".formatted(path, end)));
    }
    fail("the session is over: " + end);
  }
}
