package labs.sequencer;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kit.lab.Trial;
import kit.load.Arrivals;
import kit.load.ClosedLoop;
import kit.load.HttpTarget;
import kit.load.Load;
import kit.load.OpenLoop;
import kit.load.Plan;
import kit.load.Recording;
import kit.stats.Quantiles;
import merchant.MerchantConfig;
import merchant.MerchantLaunch;
import runtime.DataFolder;
import runtime.RunningSystem;
import runtime.StartFailure;
import sequencer.SequencerLaunch;
import sequencer.client.PaymentLoad;
import sequencer.crypto.Address;
import sequencer.crypto.ChannelDomain;
import sequencer.crypto.SignatureScheme;
import sequencer.crypto.SignatureSchemes;

/// A trial's sequencer: fresh, warm, and held to account at the end.
///
/// Vouchers are signed once in a run and sent again to the fresh server of every trial, so signing
/// costs a lab seconds and not minutes.
public final class SequencerTrial {
  /// The check that every lab with a durable engine makes.
  public static final String SURVIVES = "every acknowledged payment is found after a restart";

  private static final String EXACT = "every channel stands where its last answer left it";
  private static final int WARM_UP_LANES = 32;

  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");
  private static final Map<Payments, PaymentLoad> SIGNED = new ConcurrentHashMap<>();
  private static final long SIGNED_AT = now();

  /// All that payments depend on which are signed once and sent in many trials.
  private record Payments(String name, int lanes, int receivers, boolean throughMerchant) {
    PaymentLoad unsigned(long timestamp) {
      return throughMerchant
          ? toMerchant(name, lanes, timestamp)
          : toSequencer(name, lanes, receivers, timestamp);
    }
  }

  private final Trial trial;
  private final String engine;
  private final DataFolder data;
  private final RunningSystem system;
  private final List<PaymentLoad> loads = new ArrayList<>();
  private RunningSystem merchant;
  private double warmRate;

  private SequencerTrial(Trial trial, String engine, DataFolder data, RunningSystem system) {
    this.trial = trial;
    this.engine = engine;
    this.data = data;
    this.system = system;
  }

  /// Starts a sequencer with the engine that the user chose, and warms it up with payments of its
  /// own channels.
  public static SequencerTrial start(Trial trial)
      throws StartFailure, IOException, InterruptedException {
    return start(trial, trial.engine());
  }

  /// As [#start(Trial)], for a lab that compares engines.
  ///
  /// @param more further arguments of the server, as [sequencer.SequencerServer] takes them
  public static SequencerTrial start(Trial trial, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    SequencerTrial started = cold(trial, engine, more);
    started.warmUp(started.payments("warm-up", WARM_UP_LANES, 300));
    return started;
  }

  /// Starts a sequencer and a merchant before it, and warms both up with payments that go through
  /// the merchant.
  public static SequencerTrial startWithMerchant(Trial trial, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    SequencerTrial started = cold(trial, engine, more);
    started.merchant =
        trial.start(MerchantLaunch.launch(started.system.address()), trial.data("merchant"));
    started.warmUp(started.paymentsThroughMerchant("merchant warm-up", WARM_UP_LANES, 300));
    return started;
  }

  private static SequencerTrial cold(Trial trial, String engine, String... more)
      throws StartFailure {
    DataFolder data = trial.data("sequencer");
    RunningSystem system = trial.start(SequencerLaunch.launch(engine, more), data);
    return new SequencerTrial(trial, engine, data, system);
  }

  private void warmUp(PaymentLoad payments) throws IOException {
    try (HttpTarget target = target(payments)) {
      warmRate = trial.warmUp(target, WARM_UP_LANES, "payments/s");
    }
  }

  /// The merchant, once it is started.
  public RunningSystem merchant() {
    return merchant;
  }

  /// The running server.
  public RunningSystem system() {
    return system;
  }

  /// Payments on channels of their own, opened at this server, this many of each signed.
  ///
  /// @param name tells loads of one run apart: the same name gets the same payments
  public PaymentLoad payments(String name, int lanes, int each)
      throws IOException, InterruptedException {
    return payments(name, lanes, 1, each);
  }

  /// As [#payments(String, int, int)], on channels that pay several receivers in turn.
  public PaymentLoad payments(String name, int lanes, int receivers, int each)
      throws IOException, InterruptedException {
    return presigned(new Payments(name, lanes, receivers, false), each);
  }

  /// As [#payments(String, int, int)], through the merchant, who is the one receiver.
  public PaymentLoad paymentsThroughMerchant(String name, int lanes, int each)
      throws IOException, InterruptedException {
    return presigned(new Payments(name, lanes, 1, true), each);
  }

  /// Payments on channels of their own, opened at this server, of which none is signed: each is
  /// when it is sent. They go through the merchant if one was started. Unlike those that are signed
  /// ahead, they are new in every trial, because a payment that has been sent before would not be
  /// signed again.
  public PaymentLoad unsignedPayments(String name, int lanes)
      throws IOException, InterruptedException {
    return opened(merchant == null ? unsigned(name, lanes) : toMerchant(name, lanes, now()));
  }

  /// Payments of which none is signed or sent yet, for a lab that handles its server itself.
  public static PaymentLoad unsigned(String name, int lanes) {
    return toSequencer(name, lanes, 1, now());
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static PaymentLoad toSequencer(String name, int lanes, int receivers, long timestamp) {
    return new PaymentLoad(
        name.hashCode(),
        lanes,
        receivers,
        ChannelDomain.DOCUMENTED,
        SCHEME,
        SequencerLaunch.coSigner(),
        timestamp);
  }

  private static PaymentLoad toMerchant(String name, int lanes, long timestamp) {
    return PaymentLoad.throughMerchant(
        Address.parse(MerchantConfig.DEVELOPMENT_ACCOUNT),
        name.hashCode(),
        lanes,
        ChannelDomain.DOCUMENTED,
        SCHEME,
        SequencerLaunch.coSigner(),
        timestamp);
  }

  /// How many vouchers of each lane to sign ahead for a closed loop and its lead-in: what twice the
  /// rate seen in this trial's warm-up would take. More lanes than the warm-up had are faster, but
  /// not twice.
  public int ahead(int lanes, Duration length) {
    return (int) Math.ceil(2 * warmRate * withLeadInS(length) / lanes) + 20;
  }

  /// The same for an open loop, whose rate is known; lanes take turns, but not exactly.
  private int ahead(int lanes, Duration length, double ratePerSecond) {
    return (int) Math.ceil(1.5 * ratePerSecond * withLeadInS(length) / lanes) + 50;
  }

  private double withLeadInS(Duration length) {
    return length.plus(trial.leadIn()).toMillis() / 1e3;
  }

  /// One payment in flight on each of this many channels for so long, signed ahead (closed loop).
  public Recording saturate(String name, int channels, Duration length)
      throws IOException, InterruptedException {
    PaymentLoad payments = payments(name, channels, ahead(channels, length));
    return send(channels + " channels", payments, new ClosedLoop(channels, Plan.lasting(length)));
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
    int each = ahead(channels, length, arrivals.ratePerSecond());
    PaymentLoad payments = payments(name, channels, each);
    return send("open loop", payments, new OpenLoop(arrivals, channels, Plan.lasting(length)));
  }

  private PaymentLoad presigned(Payments payments, int each)
      throws IOException, InterruptedException {
    if (each < 1) {
      throw new IllegalArgumentException(
          "%s payments a lane signed ahead; where each is signed when it is sent, ask for unsigned ones"
              .formatted(each));
    }
    PaymentLoad load = SIGNED.computeIfAbsent(payments, key -> key.unsigned(SIGNED_AT));
    load.rewind();
    trial.phase("signing ahead");
    load.presign(each, _ -> {});
    return opened(load);
  }

  private PaymentLoad opened(PaymentLoad load) throws IOException, InterruptedException {
    load.open(system.address());
    loads.add(load);
    return load;
  }

  /// A connection a lane for these payments.
  public HttpTarget target(PaymentLoad payments) throws IOException {
    RunningSystem server = payments.isThroughMerchant() ? merchant : system;
    return trial.http(server, payments.lanes(), payments::write, payments::judge);
  }

  /// Sends payments that were signed ahead, and checks that every one was taken. A load by time has
  /// a lead-in ([Trial#measure]); one by count sends that many and no more.
  public Recording send(String phase, PaymentLoad payments, Load load) throws IOException {
    Recording seen = sendSigning(phase, payments, load);
    if (payments.signedOnTheSpot() > seen.operations() / 100) {
      trial.mark("vouchers ran out and were signed during the measurement");
    }
    return seen;
  }

  /// As [#send], where each payment is signed just before it is sent unless it was signed ahead.
  public Recording sendSigning(String phase, PaymentLoad payments, Load load) throws IOException {
    try (HttpTarget target = target(payments)) {
      boolean isByTime = load.plan().length() instanceof Plan.Lasting;
      Recording seen =
          isByTime
              ? trial.measure(phase, load, target, "payments/s")
              : trial.run(phase, load, target, "payments/s");
      trial.answered(seen);
      return seen;
    }
  }

  /// Ends the server the way a power cut would, starts it again on the same data, and looks for
  /// every payment that it had acknowledged. An engine that promises nothing is asked nothing.
  ///
  /// @return from the restart to listening; no time if there was none
  public Duration verifyAfterRestart() throws StartFailure, IOException, InterruptedException {
    if (engine.equals("none")) {
      return Duration.ZERO;
    }
    system.kill();
    long startNs = System.nanoTime();
    RunningSystem again = trial.start(SequencerLaunch.launch(engine), data);
    Duration restart = Duration.ofNanos(System.nanoTime() - startNs);
    trial.phase("verifying");
    for (PaymentLoad load : loads) {
      PaymentLoad.Audit audit = load.audit(again.address());
      trial.check(SURVIVES, audit.confirmed(), audit.acknowledged(), "payments", audit.fault());
      trial.check(EXACT, audit.channelsExact(), audit.channels(), "channels", audit.fault());
    }
    return restart;
  }
}
