package batcher;

import static java.nio.charset.StandardCharsets.US_ASCII;

import batcher.frame.BatchView;
import batcher.frame.Frame;
import batcher.sink.Sink;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes every new batch of one shard as a line behind the last one in a file, which survives the
/// death of its process, and knows by that very file what it has. A line half written is cut off at
/// the next start.
///
/// A line is epoch, number, key and the pieces of its events.
final class LogSink implements Sink {
  private final RandomAccessFile file;
  private long epoch;
  private long number;

  LogSink(Path path) throws IOException {
    List<String> lines = read(path);
    if (!lines.isEmpty()) {
      String[] last = lines.getLast().split(" ");
      epoch = Long.parseLong(last[0]);
      number = Long.parseLong(last[1]);
    }
    file = new RandomAccessFile(path.toFile(), "rw");
    file.setLength(lines.stream().mapToLong(line -> line.length() + 1).sum());
    file.seek(file.length());
  }

  @Override
  public String name() {
    return "log";
  }

  @Override
  public long lastEpoch() {
    return epoch;
  }

  @Override
  public void deliver(Frame frame) throws IOException {
    StringBuilder lines = new StringBuilder();
    frame.forEach(
        batch -> {
          if (isNew(batch)) {
            lines.append(line(batch)).append('\n');
          }
        });
    file.write(lines.toString().getBytes(US_ASCII));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  /// The whole lines.
  static List<String> read(Path path) throws IOException {
    String all = Files.exists(path) ? Files.readString(path, US_ASCII) : "";
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
  }

  /// By hand and not by the library's own memory of repeats, which is under test here.
  private boolean isNew(BatchView batch) {
    if (batch.epoch() < epoch || batch.epoch() == epoch && batch.number() <= number) {
      return false;
    }
    epoch = batch.epoch();
    number = batch.number();
    return true;
  }

  private static String line(BatchView batch) {
    String pieces =
        IntStream.range(0, batch.count())
            .mapToObj(i -> String.valueOf(batch.event(i).piece()))
            .collect(Collectors.joining(","));
    return batch.epoch() + " " + batch.number() + " " + batch.key() + " " + pieces;
  }
}
