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
import kit.load.Load;
import kit.load.Plan;
import kit.load.Recording;
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
  private static final String WARM_UP = "every answer of the warm-up is a success";
  private static final int WARM_UP_LANES = 32;

  private static final SignatureScheme SCHEME = SignatureSchemes.open("auto");
  private static final Map<String, PaymentLoad> SIGNED = new ConcurrentHashMap<>();
  private static final long SIGNED_AT = now();

  private final Trial trial;
  private final String engine;
  private final DataFolder data;
  private final RunningSystem system;
  private final List<PaymentLoad> loads = new ArrayList<>();
  private RunningSystem merchant;

  private SequencerTrial(Trial trial, String engine, DataFolder data, RunningSystem system) {
    this.trial = trial;
    this.engine = engine;
    this.data = data;
    this.system = system;
  }

  /// Starts a sequencer with the engine that the user chose, and warms it up with payments of its
  /// own channels: 2 s, in a quick run half a second.
  public static SequencerTrial start(Trial trial)
      throws StartFailure, IOException, InterruptedException {
    return start(trial, trial.engine());
  }

  /// As [#start(Trial)], for a lab that compares engines.
  ///
  /// @param more further arguments of the server, as [sequencer.SequencerServer] takes them
  public static SequencerTrial start(Trial trial, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    return start(trial, Duration.ofMillis(trial.pick(500, 2_000, 2_000)), engine, more);
  }

  /// As [#start(Trial, String, String...)], with a warm-up of another length.
  public static SequencerTrial start(Trial trial, Duration warmUp, String engine, String... more)
      throws StartFailure, IOException, InterruptedException {
    DataFolder data = trial.data("sequencer");
    RunningSystem system = trial.start(SequencerLaunch.launch(engine, more), data);
    SequencerTrial started = new SequencerTrial(trial, engine, data, system);
    started.warmUp(warmUp);
    return started;
  }

  private void warmUp(Duration duration) throws IOException, InterruptedException {
    warmUp(payments("warm-up", WARM_UP_LANES, 300), duration);
  }

  private void warmUp(PaymentLoad payments, Duration duration) throws IOException {
    HttpTarget target = target(payments);
    Load load = new ClosedLoop(WARM_UP_LANES, Plan.lasting(duration));
    Recording seen = trial.warmUp(load, target, "payments/s");
    trial.check(
        WARM_UP, seen.succeeded(), seen.operations(), "answers", seen.failures().toString());
    target.close();
  }

  /// Starts a merchant before the sequencer and warms both up with payments that go through it.
  public void startMerchant(Duration warmUp)
      throws StartFailure, IOException, InterruptedException {
    merchant = trial.start(MerchantLaunch.launch(system.address()), trial.data("merchant"));
    PaymentLoad payments = paymentsThroughMerchant("merchant warm-up", WARM_UP_LANES, 300);
    warmUp(payments, warmUp);
  }

  /// The merchant, once it is started.
  public RunningSystem merchant() {
    return merchant;
  }

  /// The running server.
  public RunningSystem system() {
    return system;
  }

  /// Payments on channels of their own, opened at this server, so many of each signed.
  ///
  /// @param name tells loads of one run apart: the same name gets the same payments
  public PaymentLoad payments(String name, int lanes, int each)
      throws IOException, InterruptedException {
    return payments(name, lanes, 1, each);
  }

  /// As [#payments(String, int, int)], on channels that pay several receivers in turn.
  public PaymentLoad payments(String name, int lanes, int receivers, int each)
      throws IOException, InterruptedException {
    return presigned(
        SIGNED.computeIfAbsent(name, _ -> toSequencer(name, lanes, receivers, SIGNED_AT)), each);
  }

  /// As [#payments(String, int, int)], through the merchant, who is the one receiver.
  public PaymentLoad paymentsThroughMerchant(String name, int lanes, int each)
      throws IOException, InterruptedException {
    return presigned(SIGNED.computeIfAbsent(name, _ -> toMerchant(name, lanes, SIGNED_AT)), each);
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

  private PaymentLoad presigned(PaymentLoad load, int each)
      throws IOException, InterruptedException {
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

  /// Sends payments that were signed ahead, and checks that every one was taken.
  public Recording send(String phase, PaymentLoad payments, Load load) throws IOException {
    Recording seen = sendSigning(phase, payments, load);
    if (payments.signedOnTheSpot() > seen.operations() / 100) {
      trial.mark("vouchers ran out and were signed during the measurement");
    }
    return seen;
  }

  /// Sends payments, each signed just before it is sent unless it was signed ahead, and checks that
  /// every one was taken.
  public Recording sendSigning(String phase, PaymentLoad payments, Load load) throws IOException {
    try (HttpTarget target = target(payments)) {
      Recording seen = trial.run(phase, load, target, "payments/s");
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
