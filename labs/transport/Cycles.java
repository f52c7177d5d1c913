package labs.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kit.load.Completion;
import kit.load.Target;
import kit.stats.Latencies;
import transport.WebTransportClient;

/// Whole cycles, as each timed section of the document's benchmark is one: a new client with a
/// socket of its own, a connection, a session, a [Job], the session closed, the client closed.
final class Cycles implements Target {
  private static final int PATIENCE_S = 10;

  private final BenchClient bench;
  private final Supplier<Job> jobs;
  private final WebTransportClient shared;
  private final List<Long> answeredNs = new ArrayList<>();
  private final Target lanes =
      Target.blocking((_, _) -> cycle(), Thread.ofPlatform().daemon().factory());

  /// @param shared one client for all of them, or null for a new one each
  Cycles(BenchClient bench, Supplier<Job> jobs, WebTransportClient shared) {
    this.bench = bench;
    this.jobs = jobs;
    this.shared = shared;
  }

  @Override
  public void start(int lane, long index, Completion done) {
    lanes.start(lane, index, done);
  }

  private void cycle() throws Exception {
    long begunNs = System.nanoTime();
    WebTransportClient client = shared == null ? bench.open() : shared;
    try {
      long doneNs = work(client);
      synchronized (answeredNs) {
        answeredNs.add(doneNs - begunNs);
      }
    } finally {
      if (shared == null) bench.close(client);
    }
  }

  /// @return when the job was done
  private long work(WebTransportClient client) throws Exception {
    Job job = jobs.get();
    CompletableFuture<Long> done = new CompletableFuture<>();
    job.opened()
        .whenComplete(
            (session, failure) -> {
              if (failure != null) {
                done.completeExceptionally(failure);
                return;
              }
              job.run(
                  how -> {
                    long nowNs = System.nanoTime();
                    session.close(0, "");
                    if (how.isEmpty()) {
                      done.complete(nowNs);
                    } else {
                      done.completeExceptionally(new IOException(how));
                    }
                  });
            });
    bench.connect(client, job);
    return done.get(PATIENCE_S, TimeUnit.SECONDS);
  }

  /// Forgets what was seen so far.
  void forget() {
    synchronized (answeredNs) {
      answeredNs.clear();
    }
  }

  /// From the begin of each cycle to the last byte of its job; closing is not in it.
  Latencies answered() {
    synchronized (answeredNs) {
      return Latencies.ofNs(answeredNs.stream().mapToLong(Long::longValue).toArray());
    }
  }

  @Override
  public void close() {
    lanes.close();
    if (shared != null) bench.close(shared);
  }
}
