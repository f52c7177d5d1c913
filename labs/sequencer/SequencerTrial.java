package labs.sequencer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kit.lab.ServedTrial;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Quantiles;
import labs.sequencer.Vouchers.Payments;
import labs.sequencer.Vouchers.Streams;
import merchant.ServedMerchant;
import runtime.Launch;
import runtime.StartFailure;
import sequencer.SequencerLaunch;

/// A trial's sequencer: fresh, warm, and asked at the end for all that it acknowledged.
///
/// Vouchers are signed once in a run and sent again to the fresh server of every trial, so signing
/// costs a lab seconds and not minutes.
public final class SequencerTrial extends ServedTrial {
  /// The check that every lab with a durable engine makes.
  public static final String SURVIVES = "every acknowledged payment is found after a restart";

  /// The same of streams.
  public static final String READ_BACK =
      "every payment of an acknowledged stream is read back after a kill and a restart";

  /// What a sequencer and a merchant may use together ([kit.lab.RunPlan#memory]).
  public static final long WITH_MERCHANT_BYTES = 2 * Launch.MEMORY_BYTES;

  private static final int WARM_UP_LANES = 32;
  private static final int WARM_UP_EACH = 300;

  /// By all that they depend on: signed once and sent in many trials.
  private static final Map<List<?>, Vouchers> SIGNED = new ConcurrentHashMap<>();
  private static final Instant SIGNED_AT = Instant.now();

  private final String engine;

  /// Starts a sequencer that is not warm.
  ///
  /// @param more further arguments of the server, as [sequencer.SequencerServer] takes them
  public SequencerTrial(Trial trial, String engine, String... more) throws StartFailure {
    super(trial, SequencerLaunch.launch(engine, more));
    this.engine = engine;
  }

  /// Starts a sequencer with the engine that the user chose, and warms it up with payments of its
  /// own channels.
  public static SequencerTrial start(Trial trial)
      throws StartFailure, IOException, InterruptedException {
    return start(trial, trial.engine());
  }

  /// As [#start(Trial)], for a lab that compares engines.
  public static SequencerTrial start(Trial trial, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    SequencerTrial started = new SequencerTrial(trial, engine, more);
    started.warmUp(started.payments("warm-up", WARM_UP_LANES), WARM_UP_EACH);
    return started;
  }

  /// Starts a sequencer and a merchant before it, who takes all payments, and warms both up.
  public static SequencerTrial startWithMerchant(Trial trial, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    SequencerTrial started = new SequencerTrial(trial, engine, more);
    started.behind(ServedMerchant::before);
    started.warmUp(started.payments("merchant warm-up", WARM_UP_LANES), WARM_UP_EACH);
    return started;
  }

  /// Payments on channels of their own, through the merchant if one was started.
  ///
  /// @param name tells payments of one run apart: the same name gets the same payments
  public Payments payments(String name, int lanes) {
    return payments(name, lanes, 1);
  }

  /// As [#payments(String, int)], on channels that pay several receivers in turn.
  public Payments payments(String name, int lanes, int receivers) {
    boolean merchant = front() != system();
    return (Payments)
        SIGNED.computeIfAbsent(
            List.of(name, lanes, receivers, merchant),
            _ -> new Payments(name, lanes, receivers, merchant, SIGNED_AT));
  }

  /// As [#payments(String, int)], but new in every trial, because a payment that has been sent
  /// before would not be signed again: each is signed when it is sent.
  public Payments unsignedPayments(String name, int lanes) {
    return new Payments(name, lanes, 1, front() != system(), Instant.now());
  }

  /// Streams on channels of their own.
  ///
  /// @param name tells streams of one run apart: the same name gets the same payments
  /// @param batch payments in each
  public Streams streams(String name, int batch) {
    return (Streams)
        SIGNED.computeIfAbsent(List.of(name, batch), _ -> unsignedStreams(name, batch));
  }

  /// As [#streams], but new in every trial: each is drawn, hashed and signed when it is sent.
  public Streams unsignedStreams(String name, int batch) {
    return new Streams(name, batch, SIGNED_AT);
  }

  /// One payment in flight on each of this many channels for so long, signed ahead (closed loop).
  public Recording saturate(String name, int channels, Duration length)
      throws IOException, InterruptedException {
    ClosedLoop load = new ClosedLoop(channels, Plan.lasting(length));
    return send(channels + " channels", payments(name, channels), load);
  }

  /// What this many channels reach: the median of three tries by the first trial of the run that
  /// asks, rounded to two digits, so that all trials offer the same shares of it.
  ///
  /// Then half of it is paid by a clock, unmeasured. A server that is warm by the rule of
  /// [Trial#warmUp] has answered many payments at once; single ones, each with an fdatasync of its
  /// own, take other paths, and a rate that is given does not show that they are still slow.
  public double most(int channels) throws Exception {
    Duration length = Duration.ofMillis(trial.pick(50, 200, 1_000, 3_000));
    double most =
        trial.agreed(
            "most",
            () -> {
              double[] rates = new double[3];
              for (int i = 0; i < rates.length; i++) {
                rates[i] = saturate("most " + i, channels, length).throughputPerSecond();
              }
              double rate = Quantiles.median(rates);
              double unit = Math.pow(10, Math.floor(Math.log10(rate)) - 1);
              return Math.round(rate / unit) * unit;
            });
    Arrivals half = Arrivals.poisson(most / 2, trial.seed());
    offer("warm-up by a clock", channels, half, trial.warmUpOnce().multipliedBy(2));
    return most;
  }

  /// Payments that are due by a clock of their own, signed ahead (open loop).
  public Recording offer(String name, int channels, Arrivals arrivals, Duration length)
      throws IOException, InterruptedException {
    OpenLoop load = new OpenLoop(arrivals, channels, Plan.lasting(length));
    return send("open loop", payments(name, channels), load);
  }

  /// An engine that promises nothing is asked nothing.
  ///
  /// @return from the restart to listening; no time if there was none
  @Override
  public Duration verifyAfterRestart() throws StartFailure, IOException, InterruptedException {
    return engine.equals("none") ? Duration.ZERO : super.verifyAfterRestart();
  }
}
