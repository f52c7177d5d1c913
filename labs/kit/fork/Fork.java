package kit.fork;

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
import runtime.Launch;
import runtime.RunningSystem;
import runtime.StartFailure;

/// Measures a library in a JVM of its own, fresh in every trial, with the same flags for everyone.
public final class Fork {
  /// What a fork may use, for a lab's plan ([kit.lab.RunPlan#memory]). Half of it becomes the heap:
  /// enough for libraries that make garbage.
  public static final long MEMORY_BYTES = 1L << 30;

  private static final int SILENCE_MS_MAX = 180_000;

  private final Class<? extends ForkedMeasurement> what;
  private final List<byte[]> inputs = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();

  private Fork(Class<? extends ForkedMeasurement> what) {
    this.what = what;
  }

  /// A fork for this measurement.
  public static Fork of(Class<? extends ForkedMeasurement> what) {
    return new Fork(what);
  }

  /// What the measurement gets as its arguments.
  public Fork with(Object... values) {
    for (Object value : values) {
      arguments.add(String.valueOf(value));
    }
    return this;
  }

  /// Bytes that it gets besides; inputs keep their order.
  public Fork input(byte[] bytes) {
    inputs.add(bytes);
    return this;
  }

  /// Several at once.
  public Fork inputs(List<byte[]> several) {
    inputs.addAll(several);
    return this;
  }

  /// Runs it to its end.
  ///
  /// @throws IOException with what broke it
  public ForkFindings run(Trial trial) throws StartFailure, IOException {
    String warmUpMs = String.valueOf(trial.warmUpOnce().toMillis());
    List<String> all =
        new ArrayList<>(List.of("{host}", "{port}", "{data}", what.getName(), warmUpMs));
    all.addAll(arguments);
    Launch launch =
        Launch.of("measurement", ForkServer.class.getName())
            .arguments(all.toArray(String[]::new))
            .jvmFlags(
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .memoryBytes(MEMORY_BYTES);
    RunningSystem system = trial.start(launch, trial.data("measurement"));
    try (Socket socket = new Socket()) {
      socket.connect(system.address());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(SILENCE_MS_MAX);
      send(socket);
      ForkFindings findings =
          ForkFindings.read(
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)),
              socket.getOutputStream(),
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
