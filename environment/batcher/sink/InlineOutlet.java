package batcher.sink;

import batcher.frame.Frame;

/// Delivers on the shard's own thread: no hand-over, which suits a sink that costs microseconds. A
/// slow sink stops its shard, and the ring fills.
public final class InlineOutlet implements Outlet {
  private final RetryingDelivery delivery;
  private final Progress progress;
  private Frame waiting;

  public InlineOutlet(RetryingDelivery delivery, Progress progress) {
    this.delivery = delivery;
    this.progress = progress;
  }

  @Override
  public boolean hasRoom() {
    if (waiting != null && delivery.tryDeliver(waiting)) {
      progress.durable(waiting.covered());
      progress.delivered(waiting.events(), waiting.batches(), waiting.covered());
      waiting = null;
    }
    return waiting == null;
  }

  @Override
  public boolean isIdle() {
    return waiting == null;
  }

  @Override
  public void take(Frame frame) {
    waiting = frame;
    hasRoom();
  }

  @Override
  public boolean isEmpty() {
    return waiting == null;
  }

  @Override
  public long wakeAtNs() {
    return waiting == null ? Long.MAX_VALUE : delivery.nextAttemptNs();
  }

  /// Events taken and not delivered.
  public long inFlight() {
    return waiting == null ? 0 : waiting.events();
  }

  @Override
  public void close() throws Exception {
    delivery.close();
  }
}
