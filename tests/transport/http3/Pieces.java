package transport.http3;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/// Bytes for tests, and the pieces in which they may come.
public final class Pieces {
  private Pieces() {}

  static ByteBuffer hex(String text) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(text.replaceAll("\\s", "")));
  }

  static String hex(ByteBuffer bytes) {
    return HexFormat.of().formatHex(array(bytes));
  }

  static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.duplicate().get(array);
    return array;
  }

  /// All that buffers hold, one behind the other.
  static ByteBuffer join(ByteBuffer... parts) {
    int length = 0;
    for (ByteBuffer part : parts) length += part.remaining();
    ByteBuffer all = ByteBuffer.allocate(length);
    for (ByteBuffer part : parts) all.put(part.duplicate());
    return all.flip();
  }

  /// Cuts bytes at random places, empty pieces included.
  static List<ByteBuffer> cut(ByteBuffer bytes, long seed) {
    Random random = new Random(seed);
    List<ByteBuffer> pieces = new ArrayList<>();
    ByteBuffer rest = bytes.duplicate();
    while (rest.hasRemaining()) {
      int length = random.nextInt(Math.min(rest.remaining(), 9) + 1);
      pieces.add(rest.slice(rest.position(), length));
      rest.position(rest.position() + length);
    }
    return pieces;
  }

  /// The same bytes with some of them changed, left out or put in.
  public static ByteBuffer mutate(ByteBuffer bytes, long seed) {
    Random random = new Random(seed);
    List<Byte> list = new ArrayList<>();
    for (byte each : array(bytes)) list.add(each);
    for (int changes = 1 + random.nextInt(3); changes > 0 && !list.isEmpty(); changes--) {
      int at = random.nextInt(list.size());
      switch (random.nextInt(3)) {
        case 0 -> list.set(at, (byte) random.nextInt(256));
        case 1 -> list.remove(at);
        default -> list.add(at, (byte) random.nextInt(256));
      }
    }
    ByteBuffer changed = ByteBuffer.allocate(list.size());
    list.forEach(changed::put);
    return changed.flip();
  }
}
