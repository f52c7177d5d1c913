package labs.sequencer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kit.lab.Trial;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.Plan;
import kit.load.Recording;
import runtime.DataFolder;
import runtime.RunningSystem;
import runtime.StartFailure;
import sequencer.SequencerLaunch;
import sequencer.client.PaymentLoad;
import sequencer.client.StreamLoad;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;

/// A trial's sequencer for streams: fresh, warm, and every micro-payment read back at the end.
public final class StreamTrial {
  /// The check on a durable engine.
  public static final String SURVIVES =
      "every payment of an acknowledged stream is read back after a kill and a restart";

  private static final String EXACT =
      "every channel holds whole streams that were sent, with the right sum and both signatures";

  /// Channels, each with one stream in flight: while one is on its way to the disk, others are
  /// read.
  public static final int LANES = 4;

  private static final int WARM_UP_BATCH = 5_000;
  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");
  private static final Map<Streams, StreamLoad> SIGNED = new ConcurrentHashMap<>();
  private static final long SIGNED_AT = Instant.now().getEpochSecond();

  /// All that streams depend on which are signed once and sent in many trials.
  private record Streams(String name, int batch) {}

  private final Trial trial;
  private final String engine;
  private final DataFolder data;
  private final RunningSystem system;
  private final List<StreamLoad> loads = new ArrayList<>();

  private StreamTrial(Trial trial, String engine, DataFolder data, RunningSystem system) {
    this.trial = trial;
    this.engine = engine;
    this.data = data;
    this.system = system;
  }

  /// Starts a sequencer with this engine and warms it up with streams of other channels.
  public static StreamTrial start(Trial trial, String engine)
      throws StartFailure, IOException, InterruptedException {
    DataFolder data = trial.data("streams");
    RunningSystem system = trial.start(SequencerLaunch.launch(engine), data);
    StreamTrial started = new StreamTrial(trial, engine, data, system);
    StreamLoad warmUp = started.streams("warm-up", WARM_UP_BATCH, 0);
    try (HttpTarget target = trial.http(system, LANES, warmUp::write, warmUp::judge)) {
      trial.warmUp(target, LANES, "streams/s");
    }
    return started;
  }

  /// The running server.
  public RunningSystem system() {
    return system;
  }

  /// Streams on channels of their own, opened at this server, this many on each signed beforehand.
  ///
  /// @param name tells loads of one run apart: the same name gets the same payments
  /// @param batch payments in each
  public StreamLoad streams(String name, int batch, int each)
      throws IOException, InterruptedException {
    StreamLoad load =
        each == 0
            ? unsigned(name, batch)
            : SIGNED.computeIfAbsent(new Streams(name, batch), _ -> unsigned(name, batch));
    load.rewind();
    trial.phase("signing ahead");
    load.presign(each);
    load.open(system.address());
    loads.add(load);
    return load;
  }

  private static StreamLoad unsigned(String name, int batch) {
    return new StreamLoad(
        name.hashCode(),
        LANES,
        batch,
        ChannelDomain.DOCUMENTED,
        SCHEME,
        SequencerLaunch.coSigner(),
        SIGNED_AT);
  }

  /// Sends streams, each lane's next after the answer to its last, first for a lead-in
  /// ([Trial#measure]), and checks every answer. What is not signed beforehand is drawn, hashed and
  /// signed just before it is sent.
  public Recording send(String phase, StreamLoad streams, Duration duration) throws IOException {
    try (HttpTarget target = trial.http(system, LANES, streams::write, streams::judge)) {
      ClosedLoop load = new ClosedLoop(LANES, Plan.lasting(duration));
      Recording seen = trial.measure(phase, load, target, "streams/s");
      trial.answered(seen);
      return seen;
    }
  }

  /// Ends the server the way a power cut would, starts it again on the same data, and reads every
  /// stream back. An engine that promises nothing is asked nothing.
  public void verifyAfterRestart() throws StartFailure, IOException, InterruptedException {
    if (engine.equals("none")) {
      return;
    }
    system.kill();
    RunningSystem again = trial.start(SequencerLaunch.launch(engine), data);
    trial.phase("reading back");
    for (StreamLoad load : loads) {
      PaymentLoad.Audit audit = load.audit(again.address());
      trial.check(SURVIVES, audit.confirmed(), audit.acknowledged(), "payments", audit.fault());
      trial.check(EXACT, audit.channelsExact(), audit.channels(), "channels", audit.fault());
    }
  }
}
