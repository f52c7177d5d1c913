package sequencer.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import sequencer.channel.Change;
import sequencer.channel.PaymentList;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// Changes that a sequencer could have made, with values from all over their ranges.
public final class Changes {
  public static final Change.Founded FOUNDED =
      new Change.Founded(338, new Address(-1, 2, 3), new Address(4, -5, 6));

  private static final Uint256 RICH = new Uint256(-1, -1, -1, -1);

  private Changes() {}

  public static Change.Seeded seeded(int channel) {
    return new Change.Seeded(
        id(channel), new Address(channel, 1, 2), RICH, channel % 2 == 0 ? 9 : -9);
  }

  /// Payment `number` of a channel: to one of three receivers, now and then with a fee.
  public static Change.Paid paid(int channel, long number) {
    SplittableRandom random = new SplittableRandom(31L * channel + number);
    List<Change.Transfer> transfers = new ArrayList<>();
    transfers.add(transfer(random));
    if (random.nextInt(3) == 0) {
      transfers.add(transfer(random));
    }
    return new Change.Paid(id(channel), number, random.nextLong(), signature(random), transfers);
  }

  /// Payment `number` of a channel as a stream of one to five.
  public static Change.Streamed streamed(int channel, long number) {
    SplittableRandom random = new SplittableRandom(-31L * channel - number);
    long[] amounts = random.longs(1 + random.nextInt(5), 1, Long.MAX_VALUE).toArray();
    return streamed(channel, number, PaymentList.of(amounts));
  }

  /// Payment `number` of a channel as a stream of these.
  public static Change.Streamed streamed(int channel, long number, PaymentList list) {
    SplittableRandom random = new SplittableRandom(31L * channel + number);
    Change.Transfer sum = new Change.Transfer(new Address(-7, 7, random.nextInt(3)), list.total());
    Change.Paid voucher =
        new Change.Paid(id(channel), number, random.nextLong(), signature(random), List.of(sum));
    return new Change.Streamed(voucher, signature(random), list);
  }

  /// Payment `number` of a channel: now a plain one, now a stream.
  public static Change voucher(int channel, long number) {
    return (channel + number) % 3 == 0 ? streamed(channel, number) : paid(channel, number);
  }

  /// The same number of payments of each channel, in turns, after all of them were opened.
  public static List<Change> mixed(int channels, int payments) {
    return inTurns(channels, payments, Changes::paid);
  }

  /// As [#mixed], some of them streams.
  public static List<Change> withStreams(int channels, int payments) {
    return inTurns(channels, payments, Changes::voucher);
  }

  private interface Paying {
    Change pay(int channel, long number);
  }

  private static List<Change> inTurns(int channels, int payments, Paying paying) {
    List<Change> all = new ArrayList<>();
    all.add(FOUNDED);
    for (int channel = 0; channel < channels; channel++) {
      all.add(seeded(channel));
    }
    for (int number = 1; number <= payments; number++) {
      for (int channel = 0; channel < channels; channel++) {
        all.add(paying.pay(channel, number));
      }
    }
    return all;
  }

  public static ChannelId id(int channel) {
    SplittableRandom random = new SplittableRandom(channel);
    return new ChannelId(random.nextLong(), random.nextLong(), random.nextLong(), channel);
  }

  private static Change.Transfer transfer(SplittableRandom random) {
    Uint256 amount =
        new Uint256(
            random.nextInt(4) == 0 ? random.nextLong(1L << 50) : 0, 0, 0, random.nextLong());
    return new Change.Transfer(new Address(-7, 7, random.nextInt(3)), amount);
  }

  private static Signature signature(SplittableRandom random) {
    byte[] rsv = new byte[Signature.BYTES];
    random.nextBytes(rsv);
    rsv[0] = 1;
    rsv[32] = 1;
    rsv[64] = (byte) (27 + random.nextInt(2));
    return Signature.of(rsv);
  }
}
