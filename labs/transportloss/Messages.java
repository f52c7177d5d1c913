package labs.transportloss;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import kit.load.Completion;
import kit.load.Target;

/// Messages on one connection, each of which the server sends back. Each has a number of its own
/// and is compared byte by byte when it is back; what comes back twice, changed or never sent
/// breaks all that are under way.
abstract class Messages implements Target {
  /// Bytes of a message.
  static final int BYTES = 100;

  private final byte[] content = new byte[BYTES];
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, Sent> underWay = new ConcurrentHashMap<>();
  private volatile String broken;

  private record Sent(int lane, long index, Completion done) {}

  Messages(long seed) {
    new SplittableRandom(seed).nextBytes(content);
  }

  /// Sends a message; if it cannot, that is said by [#lost] or [#broken].
  abstract void send(long number, ByteBuffer message);

  @Override
  public abstract void close();

  @Override
  public final void start(int lane, long index, Completion done) {
    long number = numbers.getAndIncrement();
    underWay.put(number, new Sent(lane, index, done));
    if (broken == null) {
      send(number, message(number));
    } else {
      lost(number, broken);
    }
  }

  private ByteBuffer message(long number) {
    return ByteBuffer.wrap(content.clone()).putLong(number).rewind();
  }

  /// A message is back.
  final void came(ByteBuffer message) {
    long number = message.remaining() == BYTES ? message.getLong(message.position()) : -1;
    Sent sent = message.equals(message(number)) ? underWay.remove(number) : null;
    if (sent == null) {
      broken("something came back that was not under way");
    } else {
      sent.done.succeeded(sent.lane, sent.index);
    }
  }

  /// A message will not come back.
  final void lost(long number, String why) {
    Sent sent = underWay.remove(number);
    if (sent != null) sent.done.failed(sent.lane, sent.index, why);
  }

  /// No message will come back.
  final void broken(String why) {
    broken = why;
    for (Long number : underWay.keySet()) lost(number, why);
  }
}
