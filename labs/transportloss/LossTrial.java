package labs.transportloss;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import kit.lab.Measure;
import kit.lab.Trial;
import kit.lab.Windows;
import kit.load.Arrivals;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Latencies;
import transport.proxy.Proxy;

/// One trial of a [Carrier]: a fresh server, and every [LossyNetwork] before it.
public final class LossTrial {
  /// Of every message.
  public static final String RIGHT = "every message comes back as it was sent";

  /// Of every download.
  public static final String DOWNLOADED = "every byte of a download is the one that was asked for";

  /// Messages a second in each network.
  public static final int RATE = 200;

  /// What a download asks for.
  public static final int DOWNLOAD_BYTES = 64 << 20;

  /// More than are ever under way.
  private static final int LANES = 5_000;

  private static final int MOST_TIMES = 10;

  private static final double MEBIBYTE = 1 << 20;
  private static final double MS = 1e6;

  private final Trial trial;
  private final Carrier carrier;
  private final List<Path> paths = new ArrayList<>();

  /// A network, and what is sent through it.
  private static final class Path {
    private final LossyNetwork network;
    private final Proxy proxy;
    private final Messages messages;
    private Recording seen;
    private long lost;

    Path(LossyNetwork network, Proxy proxy, Messages messages) {
      this.network = network;
      this.proxy = proxy;
      this.messages = messages;
    }

    /// Once, and again where so short a time lost no packet of a network that loses some.
    Void send(Duration time) {
      int times = 0;
      do {
        long before = proxy.lost();
        OpenLoop load = new OpenLoop(Arrivals.constant(RATE), LANES, Plan.lasting(time));
        seen = load.run(messages);
        lost = proxy.lost() - before;
      } while (network.loses() && lost == 0 && seen.failed() == 0 && ++times < MOST_TIMES);
      return null;
    }
  }

  private LossTrial(Trial trial, Carrier carrier) {
    this.trial = trial;
    this.carrier = carrier;
  }

  /// Measures.
  public static void run(Trial trial, Carrier carrier) throws Exception {
    new LossTrial(trial, carrier).run();
  }

  /// Percentile of the time from when a message was due until it was back.
  public static Measure delay(LossyNetwork network, int percentile) {
    String id = "p" + percentile + "_" + network.id();
    return Measure.less(id, "Message there and back", "ms");
  }

  /// Messages back later than a round trip and 5 ms after they were due.
  public static Measure late(LossyNetwork network) {
    return Measure.less("late_" + network.id(), "Messages late by over 5 ms", "%");
  }

  /// The same number for each packet that was lost.
  public static Measure lateForEach(LossyNetwork network) {
    String id = "late_each_" + network.id();
    return Measure.less(id, "Messages late for each lost packet", "messages");
  }

  /// What a download brings in its first second.
  public static Measure download(LossyNetwork network) {
    return Measure.more("download_" + network.id(), "Download, first second", "MB/s");
  }

  private void run() throws Exception {
    InetSocketAddress server = trial.start(carrier.launch(), trial.data("server")).address();
    for (LossyNetwork network : LossyNetwork.ALL) paths.add(path(network, server));
    for (Path path : paths) path.proxy.become(path.network.real());
    trial.phase("messages, leading in");
    together(trial.warmUpOnce().plus(trial.leadIn()));
    trial.phase("messages");
    try (Windows.Window window = trial.watch()) {
      together(Duration.ofMillis(trial.pick(200, 500, 3_000, 20_000)));
      window.end();
    }
    for (Path path : paths) {
      tell(path);
      path.messages.close();
    }
    downloadUnmeasured(paths.getFirst());
    Collections.shuffle(paths, new Random(trial.seed()));
    for (Path path : paths) download(path);
    carrier.tell(trial, server);
  }

  /// It loses nothing until there is a connection.
  private Path path(LossyNetwork network, InetSocketAddress server) throws Exception {
    long seed = trial.seed() + 100L * network.delayMs() + network.lossPercent();
    Proxy proxy = trial.own(carrier.proxy(server, network.lossless(), seed));
    return new Path(network, proxy, trial.own(carrier.messages(proxy.address(), seed)));
  }

  private void together(Duration time) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(paths.size())) {
      List<Callable<Void>> all = new ArrayList<>();
      for (Path path : paths) all.add(() -> path.send(time));
      for (Future<Void> each : threads.invokeAll(all)) each.get();
    }
  }

  private void tell(Path path) {
    LossyNetwork network = path.network;
    Recording seen = path.seen;
    Latencies latencies = seen.latencies();
    String failures = seen.failed() == 0 ? "" : seen.failures().toString();
    trial.check(RIGHT, seen.succeeded(), seen.operations(), "messages", failures);
    trial.metric(delay(network, 50), latencies.percentileNs(50) / MS);
    trial.metric(delay(network, 99), latencies.percentileNs(99) / MS);
    long late = latencies.countOver(network.lateNs());
    trial.proportion(late(network), late, latencies.count());
    if (network.loses()) {
      trial.latency(network.toString(), latencies);
      if (path.lost > 0) trial.metric(lateForEach(network), (double) late / path.lost);
    }
    trial.seen("lost." + network.id(), path.lost, "packets");
    trial.seen("lateness." + network.id(), seen.lateness().sends().percentileNs(99) / MS, "ms");
  }

  private void download(Path path) throws Exception {
    trial.phase("download, " + path.network);
    path.proxy.become(path.network.lossless());
    try (Download download = carrier.download(path.proxy.address(), DOWNLOAD_BYTES);
        Windows.Window window = trial.watch()) {
      path.proxy.become(path.network.real());
      Download.Seen seen = download.within(Duration.ofMillis(trial.pick(50, 200, 1_000, 1_000)));
      window.end();
      trial.metric(download(path.network), seen.bytes() * 1e9 / MEBIBYTE / seen.elapsedNs());
      trial.check(DOWNLOADED, seen.bytes(), seen.bytes(), "bytes");
      path.proxy.become(path.network.lossless()); // so that the farewell arrives
    }
  }

  /// Gets both ends warm.
  private void downloadUnmeasured(Path path) throws Exception {
    trial.phase("download, leading in");
    path.proxy.become(path.network.lossless());
    try (Download download = carrier.download(path.proxy.address(), DOWNLOAD_BYTES)) {
      download.within(trial.leadIn());
    }
  }
}
