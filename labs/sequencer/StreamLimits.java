package labs.sequencer;

import java.util.Locale;
import kit.lab.RunPlan;
import kit.machine.Probe;
import sequencer.client.PaymentWork;
import sequencer.client.StreamWork;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureSchemes;

/// What a sequencer of streams costs, its parts measured alone in the same run.
///
/// Two cost models follow by arithmetic that their `how` shows, and the lower one counts. Every
/// core at work on nothing but reading, adding up and hashing lists, and the signatures of each
/// stream: two recoveries, two digests and a co-signature. And the disk, forced after each
/// mebibyte, with no other bytes on it than amounts. Neither counts HTTP, the client on the same
/// cores, copies, or the zeros that prepare the journal's next file; neither bounds a system that
/// forces more at once.
public final class StreamLimits {
  private static final int LIST = 50_000;
  private static final double MEBIBYTE = 1 << 20;

  private StreamLimits() {}

  /// Streams of any length: it is that of the longest that a lab sends.
  public static final String LONGEST = "longest_streams";

  /// Adds the probes and the cost model to a plan.
  ///
  /// @param batch payments in the longest streams
  public static void addTo(RunPlan plan, int batch) {
    PaymentWork work = new PaymentWork(ChannelDomain.DOCUMENTED, SignatureSchemes.open("auto"));
    StreamWork list = new StreamWork(LIST);
    plan.probe(
        new Probe(
            "lists",
            "lists of 50 000 payments read, added up and hashed",
            "lists/s",
            1,
            "one thread, keccak-256, amounts of 1 to 3 bytes",
            list::read));
    plan.probe(
        new Probe(
            "vouchers",
            "both signatures of a stream checked, one co-signed",
            "streams/s",
            1,
            "one thread: two digests, two recoveries, one signature",
            () -> work.payment() + work.digest() + work.recover()));
    double bytes = (double) list.byteLength() / LIST;
    int cores = Runtime.getRuntime().availableProcessors();
    plan.model(LONGEST, "micro-payments/s", parts -> sum(parts, batch, bytes, cores));
  }

  private static RunPlan.Sum sum(RunPlan.Parts parts, int batch, double bytes, int cores) {
    double listNs = 1e9 / parts.limit("lists") / LIST;
    double voucherNs = 1e9 / parts.limit("vouchers") / batch;
    double processors = cores * 1e9 / (listNs + voucherNs);
    double force = parts.limit("fdatasync_1048576");
    double disk = MEBIBYTE / bytes / force * 1e6;
    double rate = Math.min(processors, disk);
    String how =
        String.format(
            Locale.ROOT,
            "the lower of %d / (%.1f + %.1f ns), lists and signatures on all cores, and 1 MiB /"
                + " %.2f B / %.0f us, amounts forced to the disk",
            cores,
            listNs,
            voucherNs,
            bytes,
            force);
    String label = rate == disk ? "amounts to the disk" : "lists and signatures on all cores";
    return new RunPlan.Sum(label, rate, how);
  }
}
