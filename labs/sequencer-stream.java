///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerStream
//SOURCES sequencer/package-info.java
//DESCRIPTION micro-payments per second under one voucher per batch, every one durable

import static java.time.Duration.ofMillis;

import java.util.List;
import java.util.OptionalLong;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Steps;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import labs.sequencer.SequencerTrial;
import labs.sequencer.StreamLimits;
import labs.sequencer.Vouchers.Streams;

/// # How many payments does one signature carry?
///
/// A signature costs a sequencer tens of microseconds, so nobody settles a million signed vouchers
/// a second on two cores. Payment channels that report such numbers buffer: the payer collects
/// micro-payments and signs their sum. Here one voucher covers 1 000 to 95 000 of them; each amount
/// is checked, added up, bound by a signature of the payer's over the whole list, and durable
/// before the answer.
///
/// Expect small lists to be bound by their signatures and long ones by hashing and by the disk's
/// bytes. A micro-payment here is a number of one to three bytes with a place in a signed list: it
/// is no voucher, and its rates stand beside no rate of vouchers.
class SequencerStream {
  static final int[] BATCHES = {1_000, 5_000, 15_000, 50_000, 95_000};

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Lab lab() {
    Lab lab =
        Lab.named("sequencer-stream")
            .title("micro-payments per second under one voucher per batch, every one durable")
            .protocolVersion(4)
            .protocol(
                """
                A stream is one POST /stream: a signed voucher, the list of the amounts that it is the
                sum of, and the payer's signature over that list. The 200 comes after every amount was
                read and added up, the list hashed, both signatures recovered, the voucher co-signed
                and an fdatasync returned; what is counted is payments in such streams. Amounts are
                drawn evenly from 1 to 100 000 (2.8 bytes each). 4 channels with one stream in flight
                each (closed loop, window 1), 1 000, 5 000, 15 000, 50 000 and 95 000 payments a
                stream, 1 s each in random order, each after 1 s of the same that is not measured,
                up to 3 s while compilers are busy. Each trial is a fresh, warmed-up server, killed and restarted at the end; then every list is
                read back and compared with what was sent, byte by byte.
                  signed ahead  signatures made before the clock starts
                  live          amounts drawn, encoded, hashed and signed within the measured time
                  none          signed ahead, nothing is made durable\
                """);
    int longest = BATCHES[BATCHES.length - 1];
    for (int batch : BATCHES) {
      Row row = throughput("streams", batch, "signed ahead");
      lab.row(batch == longest ? row.heldAgainst(StreamLimits.LONGEST) : row);
    }
    for (int batch : BATCHES) {
      Row row = throughput("live", batch, "live");
      lab.row(batch == longest ? row.heldAgainst(StreamLimits.LONGEST) : row);
    }
    lab.row(
        Row.of(
                "none." + longest + ".throughput",
                grouped(longest) + " per stream, nothing durable",
                throughput(longest),
                "none")
            .tagged("not durable"));
    for (int batch : List.of(BATCHES[0], longest)) {
      String label = "server, " + grouped(batch) + " per stream";
      lab.row("streams." + batch + ".cpu", label, cpu(batch), "signed ahead");
    }
    return lab.plan(SequencerStream::plan);
  }

  private static Row throughput(String id, int batch, String variant) {
    String label = grouped(batch) + " per stream, 4 channels" + (id.equals("live") ? ", live" : "");
    return Row.of(id + "." + batch + ".throughput", label, throughput(batch), variant);
  }

  private static Measure throughput(int batch) {
    return Measure.more("throughput_" + Steps.id(batch), "Throughput", "micro-payments/s");
  }

  private static Measure cpu(int batch) {
    return Measure.less("cpu_" + Steps.id(batch), "Processor time of the server", "ns");
  }

  private static String grouped(int batch) {
    return batch / 1_000 + " 000";
  }

  static void plan(RunPlan plan) {
    StreamLimits.addTo(plan, BATCHES[BATCHES.length - 1]);
    plan.expect(SequencerTrial.READ_BACK, "payments");
    plan.note(
        "quoted, not measured here: Starlight (Stellar) reports 412,943 to 1,198,098 buffered"
            + " payments/s, later 1.1 M with and 1.5 M without snapshots on disk; other machines");
    plan.system("signed ahead", plan.pick(4.5, 22.0, 41.0), trial -> sweep(trial, "journal", true));
    plan.system("live", plan.pick(4.5, 22.0, 41.0), trial -> sweep(trial, "journal", false));
    plan.control("none", plan.pick(3.0, 18.0, 34.0), trial -> sweep(trial, "none", true));
  }

  static void sweep(Trial trial, String engine, boolean signedAhead) throws Exception {
    SequencerTrial sequencer = new SequencerTrial(trial, engine);
    sequencer.warmUp(sequencer.unsignedStreams("warm-up", 5_000), 0);
    int stepMs = trial.pick(30, 100, 1_000, 1_500);
    Steps.over(trial, BATCHES, batch -> step(trial, sequencer, batch, stepMs, signedAhead))
        .batches();
    sequencer.verifyAfterRestart();
  }

  private static Recording step(
      Trial trial, SequencerTrial sequencer, int batch, int stepMs, boolean signedAhead)
      throws Exception {
    ClosedLoop load = new ClosedLoop(Streams.LANES, Plan.lasting(ofMillis(stepMs)));
    String name = batch + " a stream";
    String phase = grouped(batch) + " a stream";
    Recording seen =
        signedAhead
            ? sequencer.send(phase, sequencer.streams(name, batch), load)
            : sequencer.sendUnprepared(phase, sequencer.unsignedStreams(name, batch), load);
    trial.metric(throughput(batch), seen.throughputPerSecond() * batch);
    OptionalLong cpuNs = trial.cpuNs(seen);
    if (cpuNs.isPresent()) {
      trial.metric(cpu(batch), cpuNs.getAsLong() / ((double) seen.operations() * batch));
    }
    return seen;
  }
}
