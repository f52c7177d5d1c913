package labs.batcher.fault;

import batcher.event.EventLayout;
import batcher.frame.BatchView;
import batcher.frame.Frame;
import batcher.sink.Mark;
import batcher.sink.Sink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/// A sink that outlives the batcher: a file in the system's page cache, which a killed process does
/// not take with it. It knows repeats by the mark of its last batch, as Redis, Kafka and PostgreSQL
/// do in their own ways.
///
/// The file holds, for each batch, three numbers (epoch, number, count) and the number of each
/// event, which [Victim] puts where a time belongs.
final class LogSink implements Sink {
  private static final int HEAD = 3 * Long.BYTES;

  private final FileChannel file;
  private final ByteBuffer out = ByteBuffer.allocate(1 << 22);
  private final Consumer<BatchView> writer = this::write;
  private Mark mark = Mark.NONE;

  LogSink(Path path) throws IOException {
    this.file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    file.truncate(read((epoch, number, event) -> mark = new Mark(epoch, number)));
    file.position(file.size());
  }

  /// Hears each event of a log.
  interface Reader {
    void event(long epoch, long number, long event);
  }

  /// Shows what is there; where the last whole batch ends.
  long read(Reader reader) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) file.size());
    while (all.hasRemaining() && file.read(all, all.position()) >= 0) {
      // until all of it is here
    }
    all.flip();
    long end = 0;
    while (all.remaining() >= HEAD) {
      long epoch = all.getLong();
      long number = all.getLong();
      long count = all.getLong();
      if (all.remaining() < count * Long.BYTES) {
        break; // a killed process may leave half a batch
      }
      for (long i = 0; i < count; i++) {
        reader.event(epoch, number, all.getLong());
      }
      end = all.position();
    }
    return end;
  }

  @Override
  public long lastEpoch() {
    return mark.epoch();
  }

  @Override
  public void deliver(Frame frame) throws IOException {
    out.clear();
    frame.forEach(writer);
    out.flip();
    while (out.hasRemaining()) {
      file.write(out);
    }
  }

  private void write(BatchView batch) {
    if (mark.covers(batch)) {
      return;
    }
    mark = Mark.of(batch);
    out.putLong(mark.epoch()).putLong(mark.number()).putLong(batch.count());
    for (int i = 0; i < batch.count(); i++) {
      out.putLong(batch.word(i, EventLayout.TIME));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
