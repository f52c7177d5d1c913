package batcher.event;

import java.util.Objects;

/// One payment for one chunk, for people, tests and generators; [EventLayout] has the bytes.
///
/// @param sequence 0 before it is accepted; then its place within its shard and epoch, from 1
/// @param torrent whose chunk was paid for
/// @param piece index of the piece that the chunk belongs to, 0 or more
/// @param direction whether we paid or were paid
/// @param peer the other side
/// @param satoshis the amount, 1 to [EventLayout#SATOSHIS_MAX]; 17 for a chunk of 16 KiB
/// @param timeMs milliseconds since 1970 by the payer's clock; batching never depends on it
/// @param transactionId hash of the transaction that pays, in the hash's byte order
public record Event(
    long sequence,
    Bytes32 torrent,
    int piece,
    Direction direction,
    Bytes32 peer,
    long satoshis,
    long timeMs,
    Bytes32 transactionId) {

  /// The price of one chunk of 16 KiB in the original.
  public static final int SATOSHIS_PER_CHUNK = 17;

  public static final int CHUNK_BYTES = 16_384;

  /// @throws IllegalArgumentException with the broken rule and the event
  public Event {
    Objects.requireNonNull(torrent);
    Objects.requireNonNull(direction);
    Objects.requireNonNull(peer);
    Objects.requireNonNull(transactionId);
    if (sequence < 0) {
      throw new IllegalArgumentException("sequence is " + sequence + "; it must be 0 or more");
    }
    long[] words = new long[EventLayout.WORDS];
    lay(words, 0, sequence, torrent, piece, direction, peer, satoshis, timeMs, transactionId);
    Refusal fault = EventLayout.fault(words, 0);
    if (fault != null) {
      throw new IllegalArgumentException(
          "%s; this event has torrent %s, piece %s, peer %s, %s satoshis, time %s, transaction %s"
              .formatted(fault.rule(), torrent, piece, peer, satoshis, timeMs, transactionId));
    }
  }

  /// The event in these words.
  ///
  /// @throws IllegalArgumentException if they are none
  public static Event read(long[] words, int offset) {
    long meta = words[offset + EventLayout.META];
    return new Event(
        words[offset + EventLayout.SEQUENCE],
        Bytes32.read(words, offset + EventLayout.TORRENT),
        EventLayout.piece(meta),
        Direction.ofCode(EventLayout.direction(meta)),
        Bytes32.read(words, offset + EventLayout.PEER),
        words[offset + EventLayout.SATOSHIS],
        words[offset + EventLayout.TIME],
        Bytes32.read(words, offset + EventLayout.TXID));
  }

  /// Lays the 16 words down from `offset` on.
  public void write(long[] words, int offset) {
    lay(words, offset, sequence, torrent, piece, direction, peer, satoshis, timeMs, transactionId);
  }

  /// The 16 words of this event.
  public long[] toWords() {
    long[] words = new long[EventLayout.WORDS];
    write(words, 0);
    return words;
  }

  /// This event at another place in its shard.
  public Event withSequence(long sequence) {
    return new Event(sequence, torrent, piece, direction, peer, satoshis, timeMs, transactionId);
  }

  /// The key under which it is batched.
  public BatchKey key() {
    return new BatchKey(torrent, direction);
  }

  private static void lay(
      long[] words,
      int offset,
      long sequence,
      Bytes32 torrent,
      int piece,
      Direction direction,
      Bytes32 peer,
      long satoshis,
      long timeMs,
      Bytes32 transactionId) {
    words[offset + EventLayout.SEQUENCE] = sequence;
    words[offset + EventLayout.TIME] = timeMs;
    words[offset + EventLayout.SATOSHIS] = satoshis;
    words[offset + EventLayout.META] = EventLayout.meta(piece, direction.code());
    torrent.write(words, offset + EventLayout.TORRENT);
    peer.write(words, offset + EventLayout.PEER);
    transactionId.write(words, offset + EventLayout.TXID);
  }
}
