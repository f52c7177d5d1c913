package sequencer.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import sequencer.engine.Engine;
import sequencer.engine.EngineListener;
import sequencer.service.Outcome;

/// One event loop and everything that belongs to it alone: its connections, the buffers in which
/// answers are made, and the answers that wait for the disk.
///
/// Answers wait in one queue, in the order in which they were made. That keeps the answers of each
/// connection in the order of its requests, and costs an answer at most the wait for those before
/// it, which become durable in the same commit or an earlier one. Except for the two methods of
/// [EngineListener], everything here runs on the loop.
final class Lane implements EngineListener {
  private static final long SWEEPS_PER_LIMIT = 8;

  /// Requests in a round from which on the loop is busy for longer than a commit takes.
  private static final int BUSY_REQUESTS = 4;

  private static final long NO_PAYMENT = Long.MIN_VALUE;

  private final EventLoop loop;
  private final Engine engine;
  private final HttpLimits limits;
  private final Api api;
  private final ResponseWriter writer;
  private final Metrics metrics;
  private final LargeBodies largeBodies;
  private final Response response = new Response();

  private final Set<HttpConnection> connections = new HashSet<>();
  private final Queue<Answer> waiting = new ArrayDeque<>();
  private final List<HttpConnection> written = new ArrayList<>();
  private long nowNs = System.nanoTime();
  private final Runnable endRound = this::endRound;
  private int roundRequests;
  private int lastRoundRequests;
  private volatile boolean busy;
  private boolean failed;
  private boolean isStopped;

  /// Whether the engine's thread has to be told about. Written before the durable position is read
  /// again, and read after it was raised, so that one of the two always notices.
  private volatile boolean hasWaiting;

  private final AtomicBoolean releaseIsScheduled = new AtomicBoolean();

  /// @param startNs when its request was taken up, or [#NO_PAYMENT]
  private record Answer(
      HttpConnection connection, ByteBuf bytes, long position, boolean last, long startNs) {}

  Lane(
      EventLoop loop,
      Engine engine,
      HttpLimits limits,
      Api api,
      ResponseWriter writer,
      Metrics metrics,
      LargeBodies largeBodies) {
    this.loop = loop;
    this.engine = engine;
    this.limits = limits;
    this.api = api;
    this.writer = writer;
    this.metrics = metrics;
    this.largeBodies = largeBodies;
  }

  /// Begins to listen to the engine and to watch over the connections' deadlines.
  void start() {
    engine.subscribe(this);
    long intervalNs = Math.max(1, limits.requestTime().toNanos() / SWEEPS_PER_LIMIT);
    loop.scheduleAtFixedRate(this::sweep, intervalNs, intervalNs, TimeUnit.NANOSECONDS);
  }

  HttpLimits limits() {
    return limits;
  }

  LargeBodies largeBodies() {
    return largeBodies;
  }

  /// The time, as of the last sweep; good enough for deadlines of seconds and free of charge.
  long nowNs() {
    return nowNs;
  }

  void add(HttpConnection connection) {
    connections.add(connection);
    if (isStopped) {
      connection.stop();
    }
  }

  void remove(HttpConnection connection) {
    connections.remove(connection);
  }

  /// Has the API answer `request`, and sends the answer when it may leave.
  void serve(HttpConnection connection, HttpRequest request) {
    countIntoRound();
    long startNs = System.nanoTime();
    Route route = Route.of(request.path);
    api.answer(route, request, response);
    if (response.later() != null) {
      answerLater(connection, request, route, response.later());
      return;
    }
    metrics.answered(route, response.status());
    boolean isPayment = route == Route.SETTLE && response.status() == 200;
    send(connection, request, isPayment ? startNs : NO_PAYMENT);
  }

  /// The answer is made on another thread and may take as long as a chain does. Meanwhile nothing
  /// more is read from its connection: the answers keep the order of the requests, and the request
  /// stays as it is.
  private void answerLater(
      HttpConnection connection,
      HttpRequest request,
      Route route,
      CompletableFuture<Outcome> later) {
    connection.hold();
    later.thenAccept(
        outcome ->
            execute(
                () -> {
                  if (connections.contains(connection)) {
                    Api.write(outcome, response);
                    metrics.answered(route, response.status());
                    connection.unhold();
                    send(connection, request, NO_PAYMENT);
                    connection.flush();
                  }
                }));
  }

  /// A round is what the loop does between two looks at its sockets. In a long one, answers that
  /// have become durable are stuck behind the requests yet to be served, so a commit for each few
  /// of them would only cost processor time.
  private void countIntoRound() {
    if (roundRequests == 0) {
      loop.execute(endRound);
    }
    roundRequests++;
    if (!busy && Math.max(roundRequests, lastRoundRequests) >= BUSY_REQUESTS) {
      busy = true;
    }
  }

  private void endRound() {
    lastRoundRequests = roundRequests;
    roundRequests = 0;
    if (busy) {
      busy = false;
      engine.hurry();
    }
  }

  /// Answers what was no request with a sentence, as the last answer of the connection.
  void refuse(HttpConnection connection, HttpRequest request, HttpError error) {
    request.method = "";
    request.keepAlive = false;
    response.text(error.status(), error.getMessage());
    metrics.answered(Route.NONE, error.status());
    send(connection, request, NO_PAYMENT);
  }

  private void send(HttpConnection connection, HttpRequest request, long startNs) {
    if (failed && response.position() > engine.durablePosition()) {
      request.keepAlive = false;
      writeFailure();
    }
    ByteBuf bytes = writer.encode(connection.allocator(), response, request);
    boolean last = !request.keepAlive;
    if (!connection.hasWaiting() && response.position() <= engine.durablePosition()) {
      connection.write(bytes, last);
      count(startNs);
      return;
    }
    connection.waitForOne();
    waiting.add(new Answer(connection, bytes, response.position(), last, startNs));
    hasWaiting = true;
    if (response.position() <= engine.durablePosition()) {
      durable(); // It may have become so since the look above, when there was nobody to tell.
    }
  }

  /// Sends every answer whose time has come.
  void release() {
    Answer first = waiting.peek();
    if (first == null || first.position > engine.durablePosition()) {
      return;
    }
    long durable = engine.durablePosition();
    while (first != null && first.position <= durable) {
      waiting.remove();
      first.connection.writeWaited(first.bytes, first.last);
      count(first.startNs);
      written.add(first.connection);
      first = waiting.peek();
    }
    hasWaiting = first != null;
    for (HttpConnection connection : written) {
      connection.flush();
    }
    written.clear();
  }

  private void count(long startNs) {
    if (startNs != NO_PAYMENT) {
      metrics.settled(System.nanoTime() - startNs);
    }
  }

  /// Reads no further request on any connection.
  Future<?> stop() {
    return loop.submit(
        () -> {
          isStopped = true;
          connections.forEach(HttpConnection::stop);
        });
  }

  /// Ends every connection.
  Future<?> end() {
    return loop.submit(() -> List.copyOf(connections).forEach(HttpConnection::end));
  }

  /// Whether no answer waits any more.
  boolean isIdle() {
    return !hasWaiting;
  }

  @Override
  public void durable() {
    if (hasWaiting && releaseIsScheduled.compareAndSet(false, true)) {
      execute(
          () -> {
            releaseIsScheduled.set(false);
            release();
          });
    }
  }

  @Override
  public boolean mayWait() {
    return busy;
  }

  @Override
  public void failed(IOException cause) {
    execute(this::fail);
  }

  /// Nothing that waits will ever be durable: each gets a 503 instead, and no connection lives on.
  private void fail() {
    failed = true;
    release();
    HttpRequest request = new HttpRequest();
    request.method = "";
    for (Answer answer = waiting.poll(); answer != null; answer = waiting.poll()) {
      answer.bytes.release();
      writeFailure();
      ByteBuf bytes = writer.encode(answer.connection.allocator(), response, request);
      answer.connection.writeWaited(bytes, true);
    }
    hasWaiting = false;
  }

  private void writeFailure() {
    response.json(503, 0).error("the storage engine has failed; whether this was kept is unknown");
  }

  private void sweep() {
    nowNs = System.nanoTime();
    for (HttpConnection connection : connections.toArray(new HttpConnection[0])) {
      connection.enforceDeadline(nowNs);
    }
  }

  private void execute(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException e) {
      // The server has been closed; there is nobody left to answer.
    }
  }
}
