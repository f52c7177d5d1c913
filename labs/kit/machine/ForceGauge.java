package kit.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// What it costs to make a record durable: one write and one fdatasync into a file whose blocks are
/// there already, as a log with preallocated segments does it.
///
/// One repeat has too few commits for a 99th percentile: it is taken of this many repeats in a row
/// as have a hundred together.
final class ForceGauge implements Gauge {
  private static final int MEBIBYTE = 1 << 20;
  private static final int ROOM = 8 * MEBIBYTE;
  private static final int FEWEST_FOR_P99 = 100;

  private final int bytes;
  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer record;
  private final Times together = new Times();
  private long at;

  ForceGauge(Path folder, int bytes) throws IOException {
    this.bytes = bytes;
    this.record = ByteBuffer.allocateDirect(bytes);
    Files.createDirectories(folder);
    this.file = Files.createTempFile(folder, "calibration", ".tmp");
    file.toFile().deleteOnExit(); // an interrupted look at the machine does not close
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
    ByteBuffer zeros = ByteBuffer.allocateDirect(MEBIBYTE);
    for (int written = 0; written < ROOM; written += MEBIBYTE) {
      channel.write(zeros.clear(), written);
    }
    channel.force(true);
  }

  @Override
  public List<Quantity> quantities() {
    String id = "fdatasync_" + bytes;
    String label = "one write and fdatasync of " + bytes + " bytes";
    String how = "single commits in a row, ";
    return List.of(
        new Quantity(id, label, "us", how + "median of a repeat", Quantity.Sum.LEAST),
        new Quantity(
            id + "_p99",
            label + ", p99",
            "us",
            how + "99th percentile of a hundred or more",
            Quantity.Sum.MEDIAN));
  }

  @Override
  public double[] repeat(long sliceNs) throws IOException {
    Times repeat = new Times();
    long nowNs = System.nanoTime();
    long endNs = nowNs + sliceNs;
    while (repeat.count() == 0 || nowNs < endNs && !together.full()) {
      channel.write(record.clear(), at);
      channel.force(false);
      long doneNs = System.nanoTime();
      repeat.add(doneNs - nowNs);
      together.add(doneNs - nowNs);
      nowNs = doneNs;
      at = at + 2L * bytes <= ROOM ? at + bytes : 0;
    }
    return new double[] {repeat.quantileUs(0.5), p99()};
  }

  private double p99() {
    if (together.count() < FEWEST_FOR_P99) {
      return Double.NaN;
    }
    double p99 = together.quantileUs(0.99);
    together.forget();
    return p99;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
