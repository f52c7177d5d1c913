package labs.batcher.work;

import static java.nio.charset.StandardCharsets.UTF_8;

import batcher.event.Bytes32;
import batcher.event.Direction;
import batcher.event.Event;
import batcher.event.EventLayout;
import batcher.payment.Payment;
import batcher.payment.PaymentFile;
import batcher.payment.PaymentPlan;
import batcher.payment.PaymentVerifier;
import batcher.payment.Payments;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import runtime.Project;

/// Payments that were signed once on this machine, and verified in this run, every one of them.
///
/// @param name of the plan
/// @param count how many
/// @param records 128 bytes each
public record SignedPayments(String name, int count, byte[] records) {
  private static final long SEED = 42;
  private static final long START_MS = 1_758_153_600_000L;
  private static final int PEERS_EACH = 16;
  private static final Map<String, SignedPayments> READ = new ConcurrentHashMap<>();

  /// The payments of a plan, signed now if no run before has done it.
  ///
  /// @throws IOException if they can be neither read nor kept
  /// @throws IllegalStateException if one of them is not good
  public static SignedPayments of(PaymentPlan plan) throws IOException {
    SignedPayments known = READ.get(plan.name());
    if (known != null) {
      return known;
    }
    // Another plan under the same name must not find the payments of this one.
    PaymentPlan marked = new PaymentPlan(plan.name() + "-" + digest(plan), plan.payments());
    Payments payments =
        PaymentFile.of(Project.home().resolve("datasets/workloads/signed"), marked, SEED);
    new PaymentVerifier(payments)
        .verifyAll(payments.payments())
        .ifPresent(
            refusal -> {
              throw new IllegalStateException(plan.name() + ": " + refusal.rule());
            });
    SignedPayments read =
        new SignedPayments(plan.name(), payments.payments().size(), records(payments));
    READ.put(plan.name(), read);
    return read;
  }

  /// As many payments as a load goes round in, over this many keys drawn at random.
  public static SignedPayments forLoad(int keys) throws IOException {
    return of(load(keys));
  }

  private static String digest(PaymentPlan plan) {
    CRC32C digest = new CRC32C();
    plan.payments().forEach(due -> digest.update(due.toString().getBytes(UTF_8)));
    return HexFormat.of().toHexDigits(digest.getValue(), 8);
  }

  private static PaymentPlan load(int keys) {
    SplittableRandom random = new SplittableRandom(SEED);
    int each = Workload.PAYMENTS / Workload.SHARES;
    int[][] ranks = new int[Workload.SHARES][keys];
    List<PaymentPlan.Due> dues = new ArrayList<>();
    for (int i = 0; i < Workload.PAYMENTS; i++) {
      int share = i / each;
      int key = i % each < keys ? i % each : random.nextInt(keys);
      dues.add(
          new PaymentPlan.Due(
              Bytes32.named("torrent-" + key / 2),
              ranks[share][key]++,
              key % 2 == 0 ? Direction.SENT : Direction.RECEIVED,
              "p" + share + "-" + random.nextInt(PEERS_EACH),
              Event.SATOSHIS_PER_CHUNK,
              START_MS + i));
    }
    return new PaymentPlan("load-" + keys, dues);
  }

  private static byte[] records(Payments payments) {
    ByteBuffer records =
        ByteBuffer.allocate(payments.payments().size() * EventLayout.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    for (Payment payment : payments.payments()) {
      for (long word : payment.event().toWords()) {
        records.putLong(word);
      }
    }
    return records.array();
  }
}
