package labs.transport;

import java.util.concurrent.TimeUnit;
import kit.load.Completion;
import kit.load.Target;
import transport.WebTransportClient;
import transport.session.LoopSession;

/// One job again and again in a session that stays open. All of it happens on the loop, and nobody
/// waits for another thread.
final class WarmSession implements Target {
  private static final int PATIENCE_S = 10;

  private final BenchClient bench;
  private final WebTransportClient client;
  private final Job job;
  private final LoopSession session;
  private volatile Thread loop;

  WarmSession(BenchClient bench, Job job) throws Exception {
    this.bench = bench;
    this.job = job;
    client = bench.open();
    bench.connect(client, job);
    session = job.opened().get(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void start(int lane, long index, Completion done) {
    if (Thread.currentThread() == loop) {
      run(lane, index, done);
    } else {
      session.execute(
          () -> {
            loop = Thread.currentThread();
            run(lane, index, done);
          });
    }
  }

  private void run(int lane, long index, Completion done) {
    job.run(
        how -> {
          if (how.isEmpty()) {
            done.succeeded(lane, index);
          } else {
            done.failed(lane, index, how);
          }
        });
  }

  @Override
  public void close() {
    session.execute(() -> session.close(0, ""));
    bench.close(client);
  }
}
