package batcher.sink;

import batcher.frame.Frame;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Tries to deliver frames to one sink, behind a circuit breaker. One thread delivers; any may ask
/// how it goes.
public final class RetryingDelivery {
  private final Sink sink;
  private final BreakerOptions options;
  private final LongSupplier nanoTime;
  private final CircuitBreaker breaker;
  private int successes;
  private long pauseNs;
  private long nextAttemptNs;

  private volatile long failures;
  private volatile String lastFailure = "";

  public RetryingDelivery(Sink sink, BreakerOptions options, LongSupplier nanoTime) {
    this.sink = sink;
    this.options = options;
    this.nanoTime = nanoTime;
    this.nextAttemptNs = nanoTime.getAsLong();
    this.breaker =
        CircuitBreaker.of(
            sink.name(),
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    options.attempts(),
                    options.attempts(),
                    CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold((float) (100 * options.failureShare()))
                .waitDurationInOpenState(options.open())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(new MonotonicClock(nanoTime))
                .currentTimestampFunction(clock -> nanoTime.getAsLong(), TimeUnit.NANOSECONDS)
                .build());
  }

  /// Delivers the frame if it is time for an attempt. False if it is not, or if the attempt failed;
  /// the same frame must then be given again.
  public boolean tryDeliver(Frame frame) {
    long nowNs = nanoTime.getAsLong();
    if (nowNs - nextAttemptNs < 0) {
      return false;
    }
    if (!isCalm() && !breaker.tryAcquirePermission()) {
      nextAttemptNs = nowNs + options.retryMin().toNanos();
      return false;
    }
    try {
      sink.deliver(frame);
    } catch (Throwable e) {
      failed(e, nowNs);
      return false;
    }
    if (!isCalm()) {
      breaker.onSuccess(nanoTime.getAsLong() - nowNs, TimeUnit.NANOSECONDS);
      successes++;
    }
    pauseNs = 0;
    return true;
  }

  /// Whether the breaker's window holds nothing but successes: one more would change nothing, so
  /// the breaker, which allocates, is left alone.
  private boolean isCalm() {
    return successes >= options.attempts();
  }

  /// When the next attempt may be made.
  public long nextAttemptNs() {
    return nextAttemptNs;
  }

  /// Failed attempts so far.
  public long failures() {
    return failures;
  }

  /// What the last failure said, or empty.
  public String lastFailure() {
    return lastFailure;
  }

  /// Whether attempts are suspended.
  public boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /// Remembers a failure of what stands before the sink.
  void note(String why) {
    lastFailure = why;
  }

  /// Closes the sink.
  public void close() throws Exception {
    sink.close();
  }

  @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread delivers
  private void failed(Throwable e, long startNs) {
    long nowNs = nanoTime.getAsLong();
    failures++;
    successes = 0;
    lastFailure = sink.name() + ": " + e;
    breaker.onError(nowNs - startNs, TimeUnit.NANOSECONDS, e);
    pauseNs = Math.clamp(2 * pauseNs, options.retryMin().toNanos(), options.retryMax().toNanos());
    nextAttemptNs = nowNs + pauseNs;
  }
}
