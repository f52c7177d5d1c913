package sequencer.client;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import sequencer.channel.PaymentList;
import sequencer.channel.Refusal;

/// The work on a list of payments that no sequencer can leave out, for whoever calibrates what a
/// machine allows: every amount read and added up, and the list hashed once. Thread safe.
public final class StreamWork {
  private final int count;
  private final byte[] encoded;

  /// @param count payments in the list, with amounts as [StreamLoad] draws them
  public StreamWork(int count) {
    this.count = count;
    SplittableRandom random = new SplittableRandom(count);
    PaymentList list = PaymentList.of(random.longs(count, 1, StreamLoad.AMOUNT_MAX + 1).toArray());
    this.encoded = new byte[list.byteLength()];
    list.write(ByteBuffer.wrap(encoded));
  }

  /// How many bytes the encoded list has.
  public int byteLength() {
    return encoded.length;
  }

  /// Reads and hashes the list; returns a number that depends on all of it.
  public long read() {
    try {
      return PaymentList.read(encoded, 0, encoded.length, count).hash().fourth();
    } catch (Refusal e) {
      throw new IllegalStateException("a list of one's own is refused: " + e.text(), e);
    }
  }
}
