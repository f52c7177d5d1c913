package journal;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;

/// The process that [KillTest] kills: checks what it replays, then appends for ever and says on its
/// standard output what is durable. It ends when nobody reads that any more.
final class KillVictim implements DurableListener {
  /// Before a number: this many records replayed; still opening.
  static final byte REPLAYED = 'r';

  /// Before a number: opened, the journal ends with this record.
  static final byte OPENED = 'o';

  /// Before a number: durable up to this record.
  static final byte DURABLE = 'd';

  /// Before a number: what is before this record may be dropped now.
  static final byte SNAPSHOT = 's';

  /// Before a number: this record came back changed.
  static final byte WRONG = 'w';

  static final int PAYLOAD_BYTES_MAX = 1500;

  private static final JournalOptions OPTIONS =
      JournalOptions.DEFAULT
          .withRecordBytesMax(PAYLOAD_BYTES_MAX)
          .withSegmentBytes(1 << 19)
          .withWaitingBytesMax(1 << 18);

  private final DataOutputStream out = new DataOutputStream(System.out);
  private final long seed;
  private final ByteBuffer record = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);

  private KillVictim(long seed) {
    this.seed = seed;
  }

  static void main(String[] args) throws Exception {
    KillVictim victim = new KillVictim(Long.parseLong(args[1]));
    JournalOptions options = OPTIONS.withReplayFrom(Long.parseLong(args[2]));
    victim.live(Journal.open(Path.of(args[0]), options, victim::check, victim));
  }

  /// The payload of a record, which its seed and number alone decide.
  static ByteBuffer payload(long seed, long sequence, ByteBuffer target) {
    SplittableRandom random = new SplittableRandom(seed + sequence * 0x9e3779b97f4a7c15L);
    int length = random.nextInt(16) == 0 ? random.nextInt(PAYLOAD_BYTES_MAX) : random.nextInt(200);
    target.clear();
    for (int i = 0; i < length; i++) {
      target.put((byte) random.nextInt());
    }
    return target.flip();
  }

  private void check(long sequence, ByteBuffer payload) {
    if (!payload.equals(payload(seed, sequence, record))) {
      say(WRONG, sequence);
    }
    if (sequence % 64 == 0) {
      say(REPLAYED, sequence);
    }
  }

  private void live(Journal journal) throws Exception {
    long sequence = journal.durableSequence();
    say(OPENED, sequence);
    SplittableRandom random = new SplittableRandom(seed + sequence);
    while (true) {
      for (int burst = 1 << random.nextInt(10); burst > 0; burst--) {
        sequence++;
        if (journal.append(payload(seed, sequence, record), Duration.ofMinutes(1)) != sequence) {
          say(WRONG, sequence);
        }
      }
      if (random.nextInt(4) != 0) {
        journal.awaitDurable(sequence);
      }
      if (random.nextInt(16) == 0) {
        long neededFrom = Math.max(1, journal.durableSequence() - 5000);
        say(SNAPSHOT, neededFrom);
        journal.dropSegmentsBefore(neededFrom);
      }
    }
  }

  @Override
  public void durableUpTo(long sequence) {
    say(DURABLE, sequence);
  }

  @Override
  public void failed(IOException cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(1);
  }

  private synchronized void say(byte what, long number) {
    ByteBuffer message = ByteBuffer.allocate(9).put(what).putLong(number);
    try {
      out.write(message.array());
      out.flush();
    } catch (IOException e) {
      Runtime.getRuntime().halt(1);
    }
  }
}
