package labs.transport;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import kit.lab.Measure;
import kit.load.Target;
import labs.transport.Transfer.End;

/// One thing that a trial of the benchmark measures, in a closed loop.
///
/// Names begin with how it is done. `CYCLE` is the document's own protocol to the letter, and so is
/// `HANDED` where it counts what nobody is known to have got. `CONFIRMED` is the same cycle, done
/// when the receiver has said that all of it came. `WARM` is the work alone, in a session that
/// stays open. `WAITING` is a confirmed cycle through the API for threads that wait; all others use
/// callbacks on the loop.
public enum Step {
  CYCLE_HANDSHAKE(cycle(Jobs::ready)),
  CYCLE_REQUEST_64(cycle(jobs -> jobs.requests(64, 1))),
  CYCLE_REQUEST_1024(cycle(jobs -> jobs.requests(1_024, 1))),
  CYCLE_DATAGRAM(cycle(Jobs::datagram)),
  WAITING_HANDSHAKE(waiting("/latency", _ -> _ -> {})),
  WAITING_REQUEST_64(waiting("/latency", jobs -> Waiting.request(jobs.content(64)))),
  WARM_REQUEST_64(warm(jobs -> jobs.requests(64, 1))),
  WARM_REQUEST_1024(warm(jobs -> jobs.requests(1_024, 1))),
  WARM_DATAGRAM(warm(Jobs::datagram)),

  HANDED_UPLOAD(cycle(Jobs::uploads), Jobs.ALL, Jobs.ALL),
  CONFIRMED_UPLOAD(cycle(Jobs::confirmedUploads), Jobs.ALL),
  WARM_UPLOAD(warm(Jobs::confirmedUploads), Jobs.ALL),
  WAITING_UPLOAD(waiting("/sink?streams=" + Jobs.STREAMS, Waiting::uploads), Jobs.ALL),
  CYCLE_DOWNLOAD(cycle(jobs -> jobs.downloads(End.NEVER)), Jobs.ALL),
  WARM_DOWNLOAD(warm(jobs -> jobs.downloads(End.WITH_THE_LAST_BYTES)), Jobs.ALL),
  WAITING_DOWNLOAD(waiting("/produce", _ -> Waiting.downloads()), Jobs.ALL),
  HANDED_DUPLEX(cycle(Jobs::duplex), 2 * Jobs.ALL, Jobs.ALL),
  CONFIRMED_DUPLEX(cycle(Jobs::confirmedDuplex), 2 * Jobs.ALL),
  WARM_DUPLEX(warm(Jobs::confirmedDuplex), 2 * Jobs.ALL),

  HANDED_MANY(cycle(Jobs::many), Jobs.ALL_OF_MANY, Jobs.ALL_OF_MANY),
  CONFIRMED_MANY(cycle(Jobs::confirmedMany), Jobs.ALL_OF_MANY),
  CONFIRMED_EXCHANGES(cycle(Jobs::confirmedExchanges), Jobs.ALL_OF_MANY),
  WARM_MANY(warm(Jobs::confirmedMany), Jobs.ALL_OF_MANY),
  WARM_EXCHANGES(warm(Jobs::confirmedExchanges), Jobs.ALL_OF_MANY),
  WAITING_MANY(waiting("/sink?streams=" + Jobs.MANY, Waiting::many), Jobs.ALL_OF_MANY),
  CYCLE_CONNECTION(cycle(Jobs::ready)),
  SHARED_CONNECTION(bench -> new Cycles(bench, bench.jobs()::ready, bench.open())),
  FIFTY_CONNECTIONS(bench -> new Cycles(bench, bench.jobs()::ready, bench.open())) {
    @Override
    int lanes() {
      return 50;
    }
  },
  WARM_REQUESTS(warm(jobs -> jobs.requests(Jobs.CHUNK, 100)));

  private final Start start;
  private final long bytes;
  private final long handed;

  /// Makes what is loaded.
  private interface Start {
    Target of(BenchClient bench) throws Exception;
  }

  Step(Start start) {
    this(start, 0);
  }

  Step(Start start, long bytes) {
    this(start, bytes, 0);
  }

  Step(Start start, long bytes, long handed) {
    this.start = start;
    this.bytes = bytes;
    this.handed = handed;
  }

  private static Start cycle(Function<Jobs, Job> job) {
    return bench -> new Cycles(bench, () -> job.apply(bench.jobs()), null);
  }

  private static Start warm(Function<Jobs, Job> job) {
    return bench -> new WarmSession(bench, job.apply(bench.jobs()));
  }

  private static Start waiting(String path, Function<Jobs, Waiting> work) {
    return bench -> Waiting.cycles(bench, path, work.apply(bench.jobs()));
  }

  Target target(BenchClient bench) throws Exception {
    return start.of(bench);
  }

  /// How many operations are under way at once.
  int lanes() {
    return 1;
  }

  /// Payload that an operation carries, in both directions together.
  public long bytes() {
    return bytes;
  }

  /// What of it nobody confirms.
  long handed() {
    return handed;
  }

  /// In results: its name in small letters.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// All that may be told of it.
  List<Measure> measures() {
    return Stream.concat(
            Stream.of(rate("", "operations/s"), throughput("")),
            Stream.of("min", "p50", "p99", "max", "answered").map(which -> time(which, "")))
        .toList();
  }

  /// What an operation takes.
  ///
  /// @param which `min`, `p50`, `p99` or `max` of all that was timed; `answered`, the p50 from the
  ///     begin of a cycle until its job is done
  /// @param label heading of its rows
  public Measure time(String which, String label) {
    return Measure.less(id() + "_" + which, label, "ms");
  }

  /// Operations per second.
  ///
  /// @param label heading of its rows
  /// @param unit of them
  public Measure rate(String label, String unit) {
    return Measure.more(id() + "_rate", label, unit);
  }

  /// Payload per second. A MB has 2^20 bytes, as in the original's code.
  ///
  /// @param label heading of its rows
  public Measure throughput(String label) {
    return Measure.more(id() + "_mb", label, "MB/s");
  }
}
