package kit.machine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.result.Limit;

/// What it costs to make a record durable: one write and one fdatasync into a file whose blocks are
/// there already, as a log with preallocated segments does it.
///
/// The median is that of the repeats' medians. The 99th percentile is taken over all commits
/// together, since one repeat has too few; with under a hundred in all there is none.
final class ForceGauge implements Gauge {
  private static final int MEBIBYTE = 1 << 20;
  private static final int ROOM = 8 * MEBIBYTE;
  private static final int FEWEST_FOR_P99 = 100;

  private final int bytes;
  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer record;
  private final Repeats medians = new Repeats();
  private final Times all = new Times();
  private long at;

  ForceGauge(Path folder, int bytes) throws IOException {
    this.bytes = bytes;
    this.record = ByteBuffer.allocateDirect(bytes);
    Files.createDirectories(folder);
    this.file = Files.createTempFile(folder, "calibration", ".tmp");
    this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
    ByteBuffer zeros = ByteBuffer.allocateDirect(MEBIBYTE);
    for (int written = 0; written < ROOM; written += MEBIBYTE) {
      channel.write(zeros.clear(), written);
    }
    channel.force(true);
  }

  @Override
  public void repeat(long sliceNs) throws IOException {
    Times repeat = new Times();
    long nowNs = System.nanoTime();
    long endNs = nowNs + sliceNs;
    while (nowNs < endNs && !all.full()) {
      channel.write(record.clear(), at);
      channel.force(false);
      long doneNs = System.nanoTime();
      repeat.add(doneNs - nowNs);
      all.add(doneNs - nowNs);
      nowNs = doneNs;
      at = at + 2L * bytes <= ROOM ? at + bytes : 0;
    }
    if (repeat.count() > 0) {
      medians.add(repeat.quantileUs(0.5));
    }
  }

  @Override
  public void forget() {
    medians.forget();
    all.forget();
  }

  @Override
  public List<Limit> limits() {
    String id = "fdatasync_" + bytes;
    String label = "one write and fdatasync of " + bytes + " bytes";
    List<Limit> limits = new ArrayList<>();
    limits.add(medians.limit(id, label, "us", "median of single commits in a row"));
    if (all.count() >= FEWEST_FOR_P99) {
      double p99 = all.quantileUs(0.99);
      String how = String.format(Locale.ROOT, "99th percentile of %d commits", all.count());
      limits.add(new Limit(id + "_p99", label + ", p99", p99, "us", p99, p99, how));
    }
    return limits;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }
}
