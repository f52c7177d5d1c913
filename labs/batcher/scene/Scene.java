package labs.batcher.scene;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.payment.PaymentPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import labs.batcher.work.Records;
import labs.batcher.work.SignedPayments;

/// What one of the document's tests sends, and when: restated from what the test does. Chance is
/// drawn from a seed, so everyone gets the same scene.
///
/// @param plan the payments, in the order in which they are due
/// @param offsetsNs when each is due
/// @param tailMs how long the test sleeps afterwards, within its own measuring window
public record Scene(PaymentPlan plan, long[] offsetsNs, long tailMs) {
  private static final long MS = 1_000_000;
  private static final long START_MS = 1_758_153_600_000L;
  private static final long SEED = 42;
  private static final int CHUNKS_PER_MIB = 64;

  /// A payment before it has its place in the order.
  private record Due(long offsetNs, String torrent, Direction direction, String peer, int piece) {}

  private static Scene of(String name, List<Due> dues, long tailMs) {
    List<Due> ordered = new ArrayList<>(dues);
    ordered.sort(Comparator.comparingLong(Due::offsetNs));
    List<PaymentPlan.Due> payments = new ArrayList<>();
    for (Due due : ordered) {
      payments.add(
          new PaymentPlan.Due(
              Bytes32.named(due.torrent),
              due.piece,
              due.direction,
              due.peer,
              Event.SATOSHIS_PER_CHUNK,
              START_MS + due.offsetNs / MS));
    }
    return new Scene(
        new PaymentPlan(name, payments),
        ordered.stream().mapToLong(Due::offsetNs).toArray(),
        tailMs);
  }

  /// This scene this many times as fast; its tail as it was.
  public Scene faster(double times) {
    long[] faster = new long[offsetsNs.length];
    for (int i = 0; i < faster.length; i++) {
      faster[i] = (long) (offsetsNs[i] / times);
    }
    return new Scene(plan, faster, tailMs);
  }

  /// What a trial calls it as a step.
  public String step() {
    return plan.name().replace('-', '_');
  }

  /// Satoshis that all of it comes to.
  public long satoshis() {
    return plan.payments().stream().mapToLong(PaymentPlan.Due::satoshis).sum();
  }

  /// What a measurement of it gets: its signed payments, and when each is due.
  ///
  /// @throws IOException if its payments can be neither read nor signed
  public List<byte[]> inputs() throws IOException {
    ByteBuffer offsets = ByteBuffer.allocate(offsetsNs.length * Long.BYTES);
    offsets.asLongBuffer().put(offsetsNs);
    return List.of(SignedPayments.of(plan).records(), offsets.array());
  }

  /// The latency test: 500 events of one torrent, its directions in turn, 50 at a time with 10 ms
  /// between, then 2 s of waiting.
  public static Scene latency() {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      dues.add(turn((i + 49) / 50 * 10 * MS, "test-torrent", i));
    }
    return of("scene-latency", dues, 2_000);
  }

  /// The throughput test: 3,000 events at once, then 4 s of waiting.
  public static Scene throughput() {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      dues.add(turn(0, "test-torrent", i));
    }
    return of("scene-throughput", dues, 4_000);
  }

  /// The memory test: 10 waves of 300 events, 100 ms apart, then 1.5 s of waiting.
  public static Scene waves() {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      dues.add(turn(i / 300 * 100 * MS, "test-torrent", i));
    }
    return of("scene-waves", dues, 1_600);
  }

  /// The test of many torrents: this many events of each, its directions in turn, 25 at a time with
  /// 5 ms between, then 2 s of waiting.
  public static Scene torrents(int torrents, int each) {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int torrent = 0; torrent < torrents; torrent++) {
        dues.add(turn((i + 24) / 25 * 5 * MS, "torrent-" + torrent, i));
      }
    }
    return of("scene-torrents-" + torrents + "-" + each, dues, 2_000);
  }

  /// The test of high frequency: 1,500 events per second for 5 s over 20 torrents, each in one
  /// direction, then 2 s of waiting.
  public static Scene frequency() {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 7_500; i++) {
      Direction direction = i % 2 == 0 ? Direction.SENT : Direction.RECEIVED;
      dues.add(
          new Due(
              i * 1_000 * MS / 1_500,
              "torrent-" + i % 20,
              direction,
              "peer-" + i % 100,
              i % 1_000));
    }
    return of("scene-frequency", dues, 2_000);
  }

  /// The download of one file of this many MiB at 64 chunks per second, then 2 s of waiting.
  public static Scene download(int mebibytes) {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < mebibytes * CHUNKS_PER_MIB; i++) {
      dues.add(sent(i * 1_000 * MS / 64, "large-file", "seeder", i));
    }
    return of("scene-download-" + mebibytes, dues, 2_000);
  }

  /// Three downloads at once, of 50, 25 and 10 MiB: ten chunks, then a pause of 1,000 ms divided by
  /// 30, 50 and 70; and 1 s of waiting at the end.
  public static Scene downloads() {
    int[] mebibytes = {50, 25, 10};
    List<Due> dues = new ArrayList<>();
    for (int file = 0; file < mebibytes.length; file++) {
      long pauseNs = 1_000 * MS / (30 + 20 * file);
      for (int i = 0; i < mebibytes[file] * CHUNKS_PER_MIB; i++) {
        dues.add(sent((i + 9) / 10 * pauseNs, "file-" + file, "seeder-" + file, i));
      }
    }
    return of("scene-downloads", dues, 1_000);
  }

  /// A popular file, paid for by 20 leechers of 500 to 1,499 chunks each: 20 chunks, then a pause
  /// of 25 to 75 ms; 1.5 s of waiting at the end.
  public static Scene swarm() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Due> dues = new ArrayList<>();
    for (int leecher = 0; leecher < 20; leecher++) {
      int chunks = 500 + random.nextInt(1_000);
      leech(dues, random, "leecher-" + leecher, chunks, 25, 50);
    }
    return of("scene-swarm", dues, 1_500);
  }

  /// The seeding test of the second suite: 15 leechers of 150 chunks, pauses of 10 to 40 ms; 1.5 s
  /// of waiting at the end.
  public static Scene seeding() {
    SplittableRandom random = new SplittableRandom(SEED);
    List<Due> dues = new ArrayList<>();
    for (int leecher = 0; leecher < 15; leecher++) {
      leech(dues, random, "leecher-" + leecher, 150, 10, 30);
    }
    return of("scene-seeding", dues, 1_500);
  }

  /// This many events of each of this many keys, so long apart, in turn.
  public static Scene steady(int keys, int each, double msApart) {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int key = 0; key < keys; key++) {
        dues.add(sent((long) (msApart * MS * (i * keys + key)), "torrent-" + key, "seeder", i));
      }
    }
    return of("scene-steady-" + keys + "-" + each, dues, 0);
  }

  /// This scene with another wait at its end.
  public Scene waiting(long ms) {
    return new Scene(plan, offsetsNs, ms);
  }

  /// Its payments as events whose transactions nobody signed, for what is not about payments.
  public Records unsigned() {
    ByteBuffer records =
        ByteBuffer.allocate(offsetsNs.length * EventLayout.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < offsetsNs.length; i++) {
      PaymentPlan.Due due = plan.payments().get(i);
      Event event =
          new Event(
              0,
              due.torrent(),
              due.piece(),
              due.direction(),
              Bytes32.padded(due.peer()),
              due.satoshis(),
              due.timeMs(),
              new Bytes32(i + 1, 0, 0, 0));
      for (long word : event.toWords()) {
        records.putLong(word);
      }
    }
    return new Records(records.flip());
  }

  /// This many keys with exactly this many batches of 50 each, all at once.
  public static Scene full(int keys, int batches) {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 50 * batches; i++) {
      for (int key = 0; key < keys; key++) {
        dues.add(sent(0, "torrent-" + key, "seeder", i));
      }
    }
    return of("scene-full-" + keys + "-" + batches, dues, 0);
  }

  /// 49 keys with 1 to 49 events each, 2 ms apart: no batch is ever full, so only time lets it go.
  public static Scene partial() {
    List<Due> dues = new ArrayList<>();
    for (int i = 0; i < 49; i++) {
      for (int key = i; key < 49; key++) {
        dues.add(sent(2 * i * MS, "torrent-" + key, "seeder", i));
      }
    }
    return of("scene-partial", dues, 400);
  }

  private static void leech(
      List<Due> dues, SplittableRandom random, String peer, int chunks, int msMin, int msMore) {
    long atNs = 0;
    for (int chunk = 0; chunk < chunks; chunk++) {
      dues.add(new Due(atNs, "popular", Direction.RECEIVED, peer, random.nextInt(1_000)));
      if (chunk % 20 == 0) {
        atNs += (long) ((msMin + random.nextDouble() * msMore) * MS);
      }
    }
  }

  private static Due sent(long offsetNs, String torrent, String peer, int chunk) {
    return new Due(offsetNs, torrent, Direction.SENT, peer, chunk / CHUNKS_PER_MIB);
  }

  private static Due turn(long offsetNs, String torrent, int i) {
    Direction direction = i % 2 == 0 ? Direction.SENT : Direction.RECEIVED;
    return new Due(offsetNs, torrent, direction, "peer-" + i / 10 % 100, i % 100);
  }
}
