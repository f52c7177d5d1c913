package sequencer.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import sequencer.channel.Change;
import sequencer.channel.Change.Closed;
import sequencer.channel.Change.Closing;
import sequencer.channel.Change.Founded;
import sequencer.channel.Change.Paid;
import sequencer.channel.Change.Seeded;
import sequencer.channel.Change.Streamed;
import sequencer.channel.Change.Transfer;
import sequencer.channel.StreamFormat;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelId;
import sequencer.crypto.Signature;
import sequencer.crypto.Uint256;

/// The bytes of a change in a journal, big-endian: one byte for the kind, then
///
/// | kind | fields |
/// | --- | --- |
/// | 1 [Founded] | format version 1 (1 byte), chain id (8), contract (20), sequencer (20) |
/// | 2 [Seeded] | channel (32), owner (20), expiry (8), balance |
/// | 3 [Paid] | channel (32), number (8), timestamp (8), signature (65), 1 or 2 transfers |
/// | 4 [Streamed] | the stream as [StreamFormat] has it, hash of its list (32) |
/// | 5 [Closing] | channel (32), and of a channel without payments timestamp (8), signature (65) |
/// | 6 [Closed] | channel (32), transaction hash (32) |
///
/// A program reads the journals of its predecessors: kinds are added and none ever changes. One
/// that it does not know is from a successor, and is refused.
///
/// A transfer is the recipient (20) and an amount. An amount is one byte that tells how many
/// follow, then that many without leading zeros.
final class ChangeCodec {
  /// A payment with a fee and two amounts of 32 bytes is the longest of all but streams.
  static final int BYTES_MAX =
      1 + ChannelId.BYTES + 16 + Signature.BYTES + 2 * (Address.BYTES + 1 + Uint256.BYTES);

  private static final int HASH_BYTES = 32;

  /// The longest stream is longer than anything else.
  static final int STREAM_BYTES_MAX = 1 + StreamFormat.BYTES_MAX + HASH_BYTES;

  private static final byte FOUNDED = 1;
  private static final byte SEEDED = 2;
  private static final byte PAID = 3;
  private static final byte STREAMED = 4;
  private static final byte CLOSING = 5;
  private static final byte CLOSED = 6;
  private static final byte FORMAT_VERSION = 1;

  private ChangeCodec() {}

  /// A number of bytes that `change` does not exceed.
  static int bytesMax(Change change) {
    return change instanceof Streamed streamed
        ? 1 + StreamFormat.bytes(streamed) + HASH_BYTES
        : BYTES_MAX;
  }

  static void write(Change change, ByteBuffer to) {
    switch (change) {
      case Founded founded -> {
        to.put(FOUNDED).put(FORMAT_VERSION).putLong(founded.chainId());
        write(founded.verifyingContract(), to);
        write(founded.sequencer(), to);
      }
      case Seeded seeded -> {
        write(seeded.channelId(), to.put(SEEDED));
        write(seeded.owner(), to);
        write(seeded.balance(), to.putLong(seeded.expiryTimestamp()));
      }
      case Paid paid -> {
        write(paid.channelId(), to.put(PAID));
        to.putLong(paid.sequenceNumber()).putLong(paid.timestamp());
        write(paid.userSignature(), to);
        for (Transfer transfer : paid.transfers()) {
          write(transfer.to(), to);
          write(transfer.amount(), to);
        }
      }
      case Streamed streamed -> {
        StreamFormat.write(streamed, to.put(STREAMED));
        to.put(streamed.list().hash().toBytes());
      }
      case Closing closing -> {
        write(closing.channelId(), to.put(CLOSING));
        if (closing.userSignature() != null) {
          write(closing.userSignature(), to.putLong(closing.timestamp()));
        }
      }
      case Closed closed -> {
        write(closed.channelId(), to.put(CLOSED));
        to.put(HexFormat.of().parseHex(closed.transactionHash(), 2, 2 + 2 * HASH_BYTES));
      }
    }
  }

  /// @throws IllegalStateException if `from` holds no change that this version knows
  static Change read(ByteBuffer from) {
    byte kind = from.get();
    return switch (kind) {
      case FOUNDED -> {
        byte version = from.get();
        if (version != FORMAT_VERSION) {
          throw new IllegalStateException(
              "the journal has format version %s; this program reads version %s"
                  .formatted(version, FORMAT_VERSION));
        }
        yield new Founded(from.getLong(), readAddress(from), readAddress(from));
      }
      case SEEDED -> {
        ChannelId channel = readChannelId(from);
        Address owner = readAddress(from);
        long expiryTimestamp = from.getLong();
        yield new Seeded(channel, owner, readUint256(from), expiryTimestamp);
      }
      case PAID ->
          new Paid(
              readChannelId(from),
              from.getLong(),
              from.getLong(),
              readSignature(from),
              readTransfers(from));
      case STREAMED -> readStream(from);
      case CLOSING -> {
        ChannelId channel = readChannelId(from);
        yield from.hasRemaining()
            ? new Closing(channel, from.getLong(), readSignature(from))
            : new Closing(channel, 0, null);
      }
      case CLOSED -> new Closed(readChannelId(from), readHash(from));
      default ->
          throw new IllegalStateException(
              "the journal has a change of kind %s, which this program does not know"
                  .formatted(kind));
    };
  }

  private static void write(ChannelId id, ByteBuffer to) {
    to.putLong(id.first()).putLong(id.second()).putLong(id.third()).putLong(id.fourth());
  }

  private static ChannelId readChannelId(ByteBuffer from) {
    return new ChannelId(from.getLong(), from.getLong(), from.getLong(), from.getLong());
  }

  private static void write(Address address, ByteBuffer to) {
    to.putLong(address.high()).putLong(address.middle()).putInt(address.low());
  }

  private static Address readAddress(ByteBuffer from) {
    return new Address(from.getLong(), from.getLong(), from.getInt());
  }

  private static void write(Signature signature, ByteBuffer to) {
    signature.write(to.array(), to.arrayOffset() + to.position());
    to.position(to.position() + Signature.BYTES);
  }

  private static Signature readSignature(ByteBuffer from) {
    byte[] rsv = new byte[Signature.BYTES];
    from.get(rsv);
    return Signature.of(rsv);
  }

  private static String readHash(ByteBuffer from) {
    byte[] hash = new byte[HASH_BYTES];
    from.get(hash);
    return "0x" + HexFormat.of().formatHex(hash);
  }

  /// The hash stands behind the list, where whoever writes has it.
  private static Streamed readStream(ByteBuffer from) {
    byte[] hash = new byte[HASH_BYTES];
    from.get(from.limit() - HASH_BYTES, hash);
    return StreamFormat.stored(from, Uint256.read(hash, 0));
  }

  private static List<Transfer> readTransfers(ByteBuffer from) {
    List<Transfer> transfers = new ArrayList<>(2);
    while (from.hasRemaining()) {
      transfers.add(new Transfer(readAddress(from), readUint256(from)));
    }
    return transfers;
  }

  /// Writes all 32 bytes behind the place of the length, then moves the significant ones forward.
  private static void write(Uint256 number, ByteBuffer to) {
    int at = to.arrayOffset() + to.position();
    byte[] bytes = to.array();
    number.write(bytes, at + 1);
    int length = (number.bitLength() + 7) / 8;
    bytes[at] = (byte) length;
    System.arraycopy(bytes, at + 1 + Uint256.BYTES - length, bytes, at + 1, length);
    to.position(to.position() + 1 + length);
  }

  private static Uint256 readUint256(ByteBuffer from) {
    int length = from.get();
    byte[] bytes = new byte[Uint256.BYTES];
    from.get(bytes, Uint256.BYTES - length, length);
    return Uint256.read(bytes, 0);
  }
}
