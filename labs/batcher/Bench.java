package labs.batcher;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kit.lab.Trial;
import labs.batcher.scene.Scene;
import labs.batcher.work.SignedPayments;
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;

/// Measures a library in a JVM of its own, fresh in every trial, with the same flags for everyone.
public final class Bench {
  /// Half of it becomes the heap: enough for the contenders that make garbage.
  private static final long MEMORY_BYTES = 1L << 30;

  private static final int SILENCE_MS_MAX = 180_000;

  private final Class<? extends Measurement> what;
  private final List<byte[]> inputs = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  private Bench(Class<? extends Measurement> what) {
    this.what = what;
  }

  /// A bench for this measurement.
  public static Bench of(Class<? extends Measurement> what) {
    return new Bench(what);
  }

  /// What the measurement gets as its arguments.
  public Bench with(Object... values) {
    for (Object value : values) {
      arguments.add(String.valueOf(value));
    }
    return this;
  }

  /// The signed payments that it gets, in order.
  public Bench payments(List<SignedPayments> sets) {
    sets.forEach(set -> inputs.add(set.records()));
    return this;
  }

  /// A scene: its payments, and when each is due.
  ///
  /// @throws IOException if its payments can be neither read nor signed
  public Bench scene(Scene scene) throws IOException {
    inputs.add(SignedPayments.of(scene.plan()).records());
    inputs.add(scene.offsetBytes());
    return this;
  }

  /// Runs it to its end.
  ///
  /// @throws IOException with what broke it
  public Findings run(Trial trial) throws StartFailure, IOException {
    List<String> all = new ArrayList<>(List.of("{host}", "{port}", "{data}", what.getName()));
    all.addAll(arguments);
    Launch launch =
        Launch.of("batcher-bench", BenchServer.class.getName())
            .arguments(all.toArray(String[]::new))
            .jvmFlags(
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .memoryBytes(MEMORY_BYTES);
    RunningSystem system = trial.start(launch, trial.data("bench"));
    try (Socket socket = new Socket()) {
      socket.connect(system.address());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(SILENCE_MS_MAX);
      send(socket);
      Findings findings =
          Findings.read(
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
              trial);
      system.kill();
      return findings;
    } catch (SocketTimeoutException e) {
      throw new IOException("the measurement said nothing for " + SILENCE_MS_MAX + " ms", e);
    }
  }

  private void send(Socket socket) throws IOException {
    DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1 << 16));
    out.writeInt(inputs.size());
    for (byte[] input : inputs) {
      out.writeInt(input.length);
      out.write(input);
    }
    out.flush();
  }
}
