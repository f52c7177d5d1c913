package labs.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kit.fork.Fork;
import kit.fork.ForkFindings;
import kit.fork.ForkedMeasurement;
import kit.lab.Lab;
import kit.lab.Measure;
import kit.lab.RunPlan;
import kit.lab.Trial;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;
import transport.TransportLaunch;
import transport.quic.QuicSettings;
import transport.quic.SelfSigned;

/// A trial's server and its client, each in a fresh JVM, or container, of its own, as the
/// document's benchmark has them.
public final class TransportTrial {
  /// What of the bytes that `HANDED` steps count came to the server.
  public static final Measure ARRIVED = Measure.more("arrived", "Arrived of what was counted", "%");

  /// Packets that found a full receive buffer, at either end.
  public static final Measure DROPPED =
      Measure.less("packets_dropped", "Packets that met a full socket buffer", "%");

  /// What the system gives each socket, the smaller of both ends.
  public static final Measure BUFFER =
      Measure.neutral("receive_buffer", "Receive buffer of a socket", "KiB");

  private TransportTrial() {}

  /// Announces memory and checks, and prints how both ends are set.
  public static void expect(RunPlan plan) {
    settings(plan);
    plan.expect(TransportRun.RIGHT, "operations");
  }

  /// Announces memory, and prints how both ends are set.
  public static void settings(RunPlan plan) {
    plan.memory(Launch.MEMORY_BYTES + Fork.MEMORY_BYTES);
    plan.note(settings(BenchClient.SETTINGS));
  }

  private static String settings(QuicSettings set) {
    return String.format(
        Locale.ROOT,
        "both ends: UDP payloads of %d bytes, %s, GSO %s, GRO %s, socket buffers of %d MiB asked"
            + " for, windows of %d MiB per connection and %d MiB per stream; as in the original,"
            + " the client trusts any certificate",
        set.udpPayloadBytes(),
        set.congestionControl().toUpperCase(Locale.ROOT),
        set.socket().segmentation() ? "on" : "off",
        set.socket().coalescing() ? "on" : "off",
        set.socket().bufferBytes() >> 20,
        set.windows().connectionBytes() >> 20,
        set.windows().streamBytes() >> 20);
  }

  /// Adds the rows that tell what became of the packets.
  public static Lab packetRows(Lab lab, String variant) {
    return lab.row("packets.dropped", "of those that came to either end", DROPPED, variant)
        .row("socket.buffer", "the smaller of both ends", BUFFER, variant);
  }

  /// Starts a server with such a certificate and lets a client measure.
  ///
  /// @param arguments of the measurement, behind those that [BenchClient] takes
  public static ForkFindings measure(
      Trial trial,
      SelfSigned.Key key,
      Class<? extends ForkedMeasurement> client,
      Object... arguments)
      throws StartFailure, IOException {
    return measureTogether(trial, key, 1, client, arguments).getFirst();
  }

  /// Starts a server and lets several clients measure at the same time ([Fork#together]).
  public static List<ForkFindings> measureTogether(
      Trial trial,
      SelfSigned.Key key,
      int clients,
      Class<? extends ForkedMeasurement> client,
      Object... arguments)
      throws StartFailure, IOException {
    return measureTogether(
        trial, TransportLaunch.ENGINES.getFirst(), key, clients, client, arguments);
  }

  private static List<ForkFindings> measureTogether(
      Trial trial,
      String engine,
      SelfSigned.Key key,
      int clients,
      Class<? extends ForkedMeasurement> client,
      Object... arguments)
      throws StartFailure, IOException {
    Launch launch = TransportLaunch.launch(engine, "--key", key.name());
    RunningSystem server = trial.start(launch, trial.data("transport"));
    InetSocketAddress address = server.address();
    List<Fork> forks = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Fork fork = Fork.of(client);
      fork.with(address.getAddress().getHostAddress(), address.getPort(), trial.seed(), engine);
      forks.add(fork.with(arguments));
    }
    return Fork.together(trial, forks);
  }

  /// Measures these steps, each for 1 s (quick: 0.2 s), and records all that they showed.
  public static ForkFindings measure(Trial trial, SelfSigned.Key key, Step... steps)
      throws StartFailure, IOException {
    ForkFindings seen = measure(trial, TransportLaunch.ENGINES.getFirst(), key, steps);
    packets(
        trial,
        (long) seen.number(TransportRun.DROPPED),
        (long) seen.number(TransportRun.RECEIVED),
        seen.number(TransportRun.BUFFER));
    return seen;
  }

  /// Records what [#packetRows] show.
  ///
  /// @param dropped packets, at both ends
  /// @param received packets, at both ends
  /// @param bufferBytes the smaller of both ends' receive buffers
  public static void packets(Trial trial, long dropped, long received, double bufferBytes) {
    trial.proportion(DROPPED, dropped, received);
    trial.metric(BUFFER, bufferBytes / 1024);
  }

  /// The same with another engine at both ends, which may not know what became of the packets.
  ///
  /// @param engine one of [TransportLaunch#ENGINES]
  public static ForkFindings measure(Trial trial, String engine, SelfSigned.Key key, Step... steps)
      throws StartFailure, IOException {
    Object[] arguments = new Object[1 + steps.length];
    arguments[0] = trial.pick(30, 200, 1_000, 3_000);
    for (int i = 0; i < steps.length; i++) arguments[i + 1] = steps[i].name();
    ForkFindings seen =
        measureTogether(trial, engine, key, 1, TransportRun.class, arguments).getFirst();
    for (Step step : steps) {
      for (Measure measure : step.measures()) {
        if (seen.reported(measure.id())) seen.into(trial, measure);
      }
    }
    long handed = (long) seen.number(TransportRun.HANDED);
    if (handed > 0) trial.proportion(ARRIVED, (long) seen.number(TransportRun.ARRIVED), handed);
    return seen;
  }
}
