package kit.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/// How often a probe's operation can be done in a second, by as many threads as the probe says.
final class RateGauge implements Gauge {
  private final Probe probe;
  private final double perOperation;
  private final LongSupplier nanoTime;
  private final ExecutorService threads;
  private volatile long sink;

  /// @param perOperation what one operation counts for, in the probe's unit
  RateGauge(Probe probe, double perOperation, LongSupplier nanoTime) {
    this.probe = probe;
    this.perOperation = perOperation;
    this.nanoTime = nanoTime;
    this.threads =
        Executors.newFixedThreadPool(
            probe.threads(), task -> Thread.ofPlatform().daemon().unstarted(task));
  }

  @Override
  public List<Quantity> quantities() {
    return List.of(
        new Quantity(probe.id(), probe.label(), probe.unit(), probe.how(), Quantity.Sum.GREATEST));
  }

  @Override
  public double[] repeat(long sliceNs) {
    Callable<Double> loop = () -> ratePerSecond(sliceNs);
    List<Future<Double>> running = new ArrayList<>();
    for (int thread = 0; thread < probe.threads(); thread++) {
      running.add(threads.submit(loop));
    }
    double sum = 0;
    for (Future<Double> rate : running) {
      sum += await(rate);
    }
    return new double[] {sum * perOperation};
  }

  private double await(Future<Double> rate) {
    try {
      return rate.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "probe " + probe.id() + " failed: " + e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("calibration was interrupted", e);
    }
  }

  private double ratePerSecond(long sliceNs) {
    long sum = 0;
    long count = 0;
    long startNs = nanoTime.getAsLong();
    long nowNs = startNs;
    while (nowNs - startNs < sliceNs) {
      sum += probe.operation().run();
      count++;
      nowNs = nanoTime.getAsLong();
    }
    sink = sum;
    return count * 1e9 / (nowNs - startNs);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
