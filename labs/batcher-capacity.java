///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN BatcherCapacity
//SOURCES batcher/package-info.java
//DESCRIPTION events per second through the batcher and five others, every one accounted for

import batcher.ServedBatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Profile;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.load.Target;
import labs.batcher.Capacity;
import labs.batcher.Capacity.Cell;
import labs.batcher.Payers;
import labs.batcher.WireLoad;
import labs.batcher.work.Records;
import labs.batcher.work.SignedPayments;
import runtime.RunningSystem;

/// # Is a payment batcher limited to 1,366 events per second?
///
/// The document's rates are events over the sleeps in its tests: no code could have gone faster.
/// With the sleeps taken out the same code does 3.2 to 3.5 million/s, and that is what has to be
/// beaten. Here 1 to 4 producers add signed payments of 1 to 1,000 keys without a pause, to the
/// batcher and to five others, and a ledger behind each accounts for every event.
///
/// Expect the batcher, which copies 128 bytes four times and computes each batch's figures, at
/// several times the reactive libraries, which pass references. Expect a plain synchronized map to
/// be as fast where keys are few and one producer holds the lock, which is why it is measured in
/// every cell: what the ring buys is that no producer ever runs the sink, and that nothing is
/// allocated. On two cores the producers and the batcher share them.
class BatcherCapacity {
  static final Cell HEAD = new Cell(1, 10);
  static final List<Cell> CELLS =
      List.of(
          HEAD,
          new Cell(2, 10),
          new Cell(4, 10),
          new Cell(1, 1),
          new Cell(2, 1),
          new Cell(4, 1),
          new Cell(1, 1_000),
          new Cell(2, 1_000),
          new Cell(4, 1_000));
  static final Measure RATE = rate(HEAD);
  static final Measure BYTES = Measure.less(HEAD.id() + ".bytes", "Allocated", "B/event");
  static final Measure SIGNED = Measure.more("signed", "Payments made", "payments/s");
  static final Measure VERIFIED = Measure.more("verified", "Payments made", "payments/s");
  static final String PAYMENTS = "payments";
  static final String HAND_OFF = "hand-off alone";
  static final String TCP = "over TCP";
  static final int[] CONNECTIONS = {1, 4};
  static final String CONFIRMED = "every message over TCP is confirmed as delivered";
  static final String SYNCHRONIZED = "synchronized";

  static final String SEEDING = "bsv-torrent.seeding.throughput";
  static final String FLAT_OUT =
      "events as fast as one producer can; the document's window is mostly sleep, without which its"
          + " own code did 3.2-3.5 million/s when it was run again";

  static final Lab LAB = lab();

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static Measure rate(Cell cell) {
    return Measure.more(cell.id(), "Throughput", "events/s");
  }

  static Lab lab() {
    Lab lab =
        Lab.named("batcher-capacity")
            .title("events per second through the batcher and five others, every one accounted for")
            .protocolVersion(3)
            .protocol(
                """
                Producers add signed payments of 128 bytes, again and again, without a pause (closed
                loop through an entrance of 65 536 events). Batches go with 50 events or after 250 ms.
                Behind each contender one ledger counts and sums every event by key and checks its
                order, each batch's key and size. Events delivered over the time that passed, after a
                warm-up; library calls inside a JVM of its own, fresh in every trial.
                  adaptive, document  the batcher in its two modes, 1, 2, 4 producers x 1, 10, 1000 keys
                  five peers          the same work on objects passed by reference, 1 producer, 10 keys;
                                      `synchronized` in all cells (quick: two peers, fewer cells)
                  payments            what comes before: transactions signed and verified, no batching;
                                      in the lab's own JVM, which gets warmer from trial to trial
                  hand-off alone      128 bytes from thread to thread and the ledger, no batching
                  over TCP            the batcher as a server with a sink that counts: 1 and 4
                                      connections, 512 events per message, 16 messages under way on
                                      each; a message counts once the sink has all of it\
                """)
            .peers(SYNCHRONIZED, "Disruptor", "Reactor", "RxJava", "Pekko")
            .row(
                row("capacity", HEAD + ", adaptive", "adaptive")
                    .answers("bsv-torrent.batching.frequency", Conditions.OTHER, FLAT_OUT))
            .row(row("document", HEAD + ", 50 or 250 ms", "document"))
            .row("bytes", "allocated, 1 producer, 10 keys", BYTES, "adaptive");
    for (Cell cell : CELLS.subList(1, CELLS.size())) {
      Row row = Row.of(cell.id(), cell + ", adaptive", rate(cell), "adaptive");
      lab.row(cell.id().equals("p1k1") ? row.answers(SEEDING, Conditions.OTHER, FLAT_OUT) : row);
    }
    for (int connections : CONNECTIONS) {
      lab.row(
          Row.of(
                  "tcp." + connections,
                  "adaptive, over TCP, connections: " + connections + ", window 16 x 512",
                  overTcp(connections),
                  TCP)
              .tagged("over the network"));
    }
    return lab.row("signed", "signed, all cores", SIGNED, PAYMENTS)
        .row("verified", "verified, 1 thread", VERIFIED, PAYMENTS)
        .plan(BatcherCapacity::plan);
  }

  static Row row(String id, String label, String variant) {
    return Row.of(id, label, RATE, variant);
  }

  static void plan(RunPlan plan) {
    plan.memory(Fork.MEMORY_BYTES);
    plan.expect(Payers.SIGNED, "payments");
    plan.expect(Capacity.EXACT, "keys of a producer");
    plan.expect(Capacity.ORDER, "events");
    plan.note(
        "the original's own code does 3.2-3.5 million events/s once its tests' sleeps are out");
    plan.system("adaptive", plan.pick(3.0, 7.0, 30.0), trial -> measure(trial, "adaptive", CELLS));
    plan.system("document", plan.pick(1.8, 3.5, 12.0), trial -> measure(trial, "document", only()));
    plan.system(PAYMENTS, plan.pick(0.4, 0.6, 2.4), BatcherCapacity::pay);
    plan.expect(CONFIRMED, "messages");
    plan.system(TCP, plan.pick(1.5, 4.0, 12.0), BatcherCapacity::tcp);
    plan.control(HAND_OFF, plan.pick(1.8, 3.5, 12.0), trial -> measure(trial, "hand-off", only()));
    plan.compare("capacity", HAND_OFF, "no batches: what batching costs");
    plan.peer(
        SYNCHRONIZED,
        "25",
        "capacity",
        "the producer that fills a batch runs the sink",
        plan.pick(3.0, 7.0, 30.0),
        trial -> measure(trial, SYNCHRONIZED, CELLS));
    for (Cell cell : CELLS.subList(1, CELLS.size())) {
      plan.compare(cell.id(), SYNCHRONIZED, "");
    }
    peer(plan, "RxJava", "3.1.12", "references; its time runs freely");
    if (plan.profile() == Profile.QUICK) {
      return;
    }
    peer(plan, "Disruptor", "4.0.0", "references; a map behind its one handler");
    peer(plan, "Reactor", "3.8.8", "references; groupBy, bufferTimeout with fair back-pressure");
    peer(plan, "Pekko", "1.7.0", "references; its time runs freely");
  }

  static List<Cell> only() {
    return List.of(HEAD);
  }

  static void peer(RunPlan plan, String name, String version, String note) {
    double seconds = plan.pick(1.8, 3.5, 12.0);
    plan.peer(name, version, "capacity", note, seconds, trial -> measure(trial, name, only()));
  }

  static void pay(Trial trial) {
    Payers payers = new Payers();
    Duration each = Duration.ofMillis(trial.pick(50, 150, 250, 1_000));
    trial.metric(SIGNED, payers.signedPerSecond(each));
    trial.metric(VERIFIED, payers.verifiedPerSecond(each));
    trial.check(Payers.SIGNED, payers.verified(), payers.checked(), "payments");
  }

  static void measure(Trial trial, String contender, List<Cell> all) throws Exception {
    List<Cell> cells = trial.pick(all, all.subList(0, Math.min(all.size(), 4)), all, all);
    Fork fork =
        Fork.of(Capacity.class)
            .with(contender, trial.pick(20, 50, 100, 1_000), trial.pick(30, 120, 250, 2_000));
    ForkFindings seen = fork.with(ids(cells)).inputs(payments(cells)).run(trial);
    for (Cell cell : cells) {
      trial.metric(rate(cell), seen.number(cell.id()));
    }
    seen.into(trial, BYTES);
  }

  static void tcp(Trial trial) throws Exception {
    RunningSystem batcher =
        trial.start(new ServedBatcher().launch("adaptive"), trial.data("batcher"));
    Records records = new Records(ByteBuffer.wrap(SignedPayments.forLoad(10).records()));
    for (int connections : CONNECTIONS) {
      try (WireLoad load = new WireLoad(batcher.address(), connections, records);
          Target target = load.target()) {
        trial.warmUp(target, load.lanes(), "messages/s");
        Recording seen =
            trial.run(
                "over TCP",
                new ClosedLoop(load.lanes(), lasting(trial.pick(50, 150, 500, 2_000))),
                target,
                "messages/s");
        trial.metric(overTcp(connections), WireLoad.EVENTS * seen.throughputPerSecond());
        trial.check(
            CONFIRMED, seen.succeeded(), seen.operations(), "messages", seen.failures().toString());
      }
    }
  }

  private static Plan lasting(int ms) {
    return Plan.lasting(Duration.ofMillis(ms));
  }

  static Measure overTcp(int connections) {
    return Measure.more("tcp_" + connections, "Throughput", "events/s");
  }

  static Object[] ids(List<Cell> cells) {
    return cells.stream().map(Cell::id).toArray();
  }

  static List<byte[]> payments(List<Cell> cells) throws IOException {
    List<byte[]> sets = new ArrayList<>();
    for (Cell cell : cells) {
      sets.add(SignedPayments.forLoad(cell.keys()).records());
    }
    return sets;
  }
}
