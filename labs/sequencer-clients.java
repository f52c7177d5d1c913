///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 25+
//MAIN SequencerClients
//SOURCES sequencer/package-info.java
//DESCRIPTION the same burst by Python's httpx, by Node.js and by ours: is it the Python client?

import chain.ChainPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kit.lab.Conditions;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.Row;
import kit.lab.RunPlan;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Latencies;
import labs.sequencer.ForeignClient;
import labs.sequencer.ForeignJob;
import labs.sequencer.SequencerTrial;

/// # Is 27.8 payments per second the Python client's limit?
///
/// The document says so: its rate is "most likely capped by the Python httpx client's sequential
/// overhead". That would be 36 ms a payment. Here the same loop, 1 000 payments signed ahead on one
/// channel, each sent after the answer to the last, is run by httpx, by Node.js' fetch and by our
/// own client against the same server, and each client says how much processor time it used.
///
/// Expect httpx to cost a good half millisecond more than ours and nowhere near 36 ms. Then both
/// also sign in the loop, with eth-account and with ethers, as the document's live agent does. What
/// the original's server, database and network need is not measured here.
class SequencerClients {
  static final String EQUAL = "foreign signatures equal ours byte for byte";
  static final String EXACT = "every channel stands where its client's payments leave it";
  static final String ACCEPTED = "every payment is accepted";

  static final double DOCUMENTED_MS = 1e3 / 27.81;
  static final int BURST = 1_000;
  static final String CLIENTS = "clients";

  static final Measure OURS = Measure.more("ours", "Burst", "payments/s");
  static final Measure PYTHON = Measure.more("python", "Burst", "payments/s");
  static final Measure NODE = Measure.more("node", "Burst", "payments/s");
  static final Measure PYTHON_LIVE = Measure.more("python_live", "Live signing", "payments/s");
  static final Measure NODE_LIVE = Measure.more("node_live", "Live signing", "payments/s");
  static final Measure PYTHON_MS = Measure.less("python_ms", "Time per payment", "ms");
  static final Measure NODE_MS = Measure.less("node_ms", "Time per payment", "ms");
  static final Measure OURS_MS = Measure.less("ours_ms", "Time per payment", "ms");
  static final Measure PYTHON_CPU = Measure.less("python_cpu", "Processor time of client", "ms");
  static final Measure NODE_CPU = Measure.less("node_cpu", "Processor time of client", "ms");
  static final Measure PYTHON_SIGN = Measure.less("python_sign", "Signing a voucher", "ms");
  static final Measure NODE_SIGN = Measure.less("node_sign", "Signing a voucher", "ms");
  static final Measure SHARE = Measure.less("share", "Share of the document's 36.0 ms", "%");
  static final Measure CPU_SHARE =
      Measure.less("cpu_share", "Share of the document's 36.0 ms", "%");

  static final String ONE_HOP = "one hop and a journal; the document has two hops and PostgreSQL";

  static final Lab LAB =
      Lab.named("sequencer-clients")
          .title(
              "the same burst by Python's httpx, by Node.js and by ours: is it the Python client?")
          .protocolVersion(2)
          .protocol(
              """
              Each trial is a fresh, warmed-up server, journal, one hop. Three clients, in an order drawn
              anew, each send 1 000 payments of a channel of their own (quick: 200), signed ahead by
              themselves, one at a time over one connection; then Python and Node.js sign and pay in a
              loop for 1.5 s (quick: 0.4 s, full: 10 s). Time is the client's own; the lab's clock
              outside marks the trial if it differs by over 5 %. Every foreign signature is compared
              with the one that we would have made.
                Python   eth-account 0.13.7, httpx 0.28.1, AsyncClient as in the original's script
                Node.js  ethers 6.17.0, fetch
                ours     libsecp256k1, the kit's own HTTP client\
              """)
          .engines("journal")
          .lesserEngine("none", "nothing is durable")
          .row(
              Row.of("python.rate", "httpx", PYTHON, CLIENTS)
                  .answers("cronosstream.burst.throughput.bottleneck", Conditions.OTHER, ONE_HOP))
          .row("node.rate", "Node.js fetch", NODE, CLIENTS)
          .row("ours.rate", "our client", OURS, CLIENTS)
          .row(
              Row.of("python.live", "eth-account and httpx", PYTHON_LIVE, CLIENTS)
                  .answers("cronosstream.live.throughput.methodology", Conditions.OTHER, ONE_HOP))
          .row("node.live", "ethers and fetch", NODE_LIVE, CLIENTS)
          .row("python.ms", "httpx", PYTHON_MS, CLIENTS)
          .row("node.ms", "Node.js fetch", NODE_MS, CLIENTS)
          .row("ours.ms", "our client", OURS_MS, CLIENTS)
          .row("python.cpu", "httpx", PYTHON_CPU, CLIENTS)
          .row("node.cpu", "Node.js fetch", NODE_CPU, CLIENTS)
          .row("python.sign", "eth-account", PYTHON_SIGN, CLIENTS)
          .row("node.sign", "ethers", NODE_SIGN, CLIENTS)
          .row("python.share", "extra time of httpx over our client", SHARE, CLIENTS)
          .row("python.cpu_share", "processor time of httpx", CPU_SHARE, CLIENTS)
          .plan(SequencerClients::plan);

  static void main(String[] arguments) {
    LAB.main(arguments);
  }

  static void plan(RunPlan plan) {
    plan.needs(ForeignClient.packages().absence());
    plan.needs(ChainPackages.npm().absence());
    plan.expect(EQUAL, "signatures");
    plan.expect(EXACT, "channels");
    plan.expect(ACCEPTED, "payments");
    Map<String, Signed> signed = new HashMap<>();
    plan.system(CLIENTS, plan.pick(6.0, 11.0, 30.0), trial -> measure(trial, signed));
  }

  /// What both foreign clients are measured by.
  private record Measures(
      Measure rate, Measure ms, Measure cpu, Measure live, Measure sign, String histogram) {
    static Measures of(ForeignClient client) {
      return client.name().equals("Python")
          ? new Measures(PYTHON, PYTHON_MS, PYTHON_CPU, PYTHON_LIVE, PYTHON_SIGN, "httpx")
          : new Measures(NODE, NODE_MS, NODE_CPU, NODE_LIVE, NODE_SIGN, "fetch");
    }
  }

  /// Signed once in a run and sent again to the fresh server of every trial.
  private record Signed(ForeignJob job, Path bodies) {}

  static void measure(Trial trial, Map<String, Signed> signed) throws Exception {
    List<ForeignClient> clients = List.of(ForeignClient.python(), ForeignClient.node());
    for (ForeignClient client : clients) {
      if (!signed.containsKey(client.name())) {
        signed.put(client.name(), sign(trial, client));
      }
    }
    SequencerTrial sequencer = SequencerTrial.start(trial);
    List<ForeignClient> order = new ArrayList<>(clients);
    order.add(null);
    Collections.shuffle(order, new Random(trial.seed()));
    double oursMs = 0;
    double pythonMs = 0;
    for (ForeignClient client : order) {
      if (client == null) {
        oursMs = ours(trial, sequencer);
      } else {
        double ms = foreign(trial, sequencer, client, signed.get(client.name()));
        pythonMs = client.name().equals("Python") ? ms : pythonMs;
      }
    }
    trial.metric(SHARE, 100 * (pythonMs - oursMs) / DOCUMENTED_MS);
  }

  private static int burst(Trial trial) {
    return trial.pick(20, 200, BURST, BURST);
  }

  private static Signed sign(Trial trial, ForeignClient client) throws IOException {
    trial.phase("signing by " + client.name());
    ForeignJob job = new ForeignJob("burst by " + client.name(), burst(trial));
    String bodies = client.sign(job.json());
    trial.check(EQUAL, job.equalSignatures(bodies), burst(trial), "signatures", client.name());
    Path file = Files.createTempFile(trial.temporary(), "signed", ".jsonl");
    return new Signed(job, Files.writeString(file, bodies));
  }

  private static double ours(Trial trial, SequencerTrial sequencer) throws Exception {
    int count = burst(trial);
    ClosedLoop load = new ClosedLoop(1, Plan.operations(count));
    Recording seen = sequencer.send("ours", sequencer.payments("ours", 1), load);
    trial.recording(OURS, "ours", seen);
    double ms = seen.elapsedNs() / 1e6 / seen.operations();
    trial.metric(OURS_MS, ms);
    return ms;
  }

  /// A burst and a live run of one client; gives the time of one payment of the burst.
  private static double foreign(
      Trial trial, SequencerTrial sequencer, ForeignClient client, Signed signed) throws Exception {
    Measures measures = Measures.of(client);
    signed.job().open(sequencer.system().address());
    trial.phase("burst by " + client.name());
    ForeignClient.Seen seen = client.burst(sequencer.system().address(), signed.bodies());
    check(trial, sequencer, signed.job(), seen);
    double ms = seen.elapsedNs() / 1e6 / seen.sent();
    double cpuMs = seen.cpuNs() / 1e6 / seen.sent();
    trial.metric(measures.rate(), seen.throughputPerSecond());
    trial.metric(measures.ms(), ms);
    trial.metric(measures.cpu(), cpuMs);
    trial.latency(measures.histogram(), Latencies.ofNs(seen.latenciesNs()));
    if (client.name().equals("Python")) {
      trial.metric(CPU_SHARE, 100 * cpuMs / DOCUMENTED_MS);
    }
    live(trial, sequencer, client, measures);
    return ms;
  }

  private static void live(
      Trial trial, SequencerTrial sequencer, ForeignClient client, Measures measures)
      throws Exception {
    ForeignJob job = new ForeignJob("live by " + client.name() + trial.seed(), 1);
    job.open(sequencer.system().address());
    trial.phase("live signing by " + client.name());
    double seconds = trial.pick(0.4, 1.5, 10.0);
    ForeignClient.Seen seen = client.live(sequencer.system().address(), job.json(), seconds);
    check(trial, sequencer, job, seen);
    trial.metric(measures.live(), seen.throughputPerSecond());
    trial.metric(measures.sign(), seen.signingNs() / 1e6 / seen.sent());
  }

  private static void check(
      Trial trial, SequencerTrial sequencer, ForeignJob job, ForeignClient.Seen seen)
      throws Exception {
    trial.check(ACCEPTED, seen.accepted(), seen.sent(), "payments");
    String fault = job.fault(sequencer.system().address(), seen.accepted()).orElse("");
    trial.check(EXACT, fault.isEmpty() ? 1 : 0, 1, "channels", fault);
    if (seen.outsideNs() > 1.05 * seen.elapsedNs()) {
      trial.mark("the client's clock and the lab's differ by over 5 %");
    }
  }
}
