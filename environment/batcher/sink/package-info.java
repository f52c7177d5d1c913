/// Where frames go. [Sink] is what an implementation supplies; the rest delivers to it.
///
/// [RetryingDelivery] makes one attempt at a time, behind a circuit breaker. An [Outlet] is the
/// shard's end: [InlineOutlet] delivers on the shard's own thread, which is right for a sink that
/// costs microseconds. Every frame is delivered at least once, in order; [Repeats] makes that
/// effectively once for a sink that keeps what it has seen.
package batcher.sink;
