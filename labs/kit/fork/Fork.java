package kit.fork;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Map<String, Path> files = new LinkedHashMap<>();
  private long memoryBytes = MEMORY_BYTES;

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

  /// What it may use, where [#MEMORY_BYTES] is not enough: half of it becomes the heap.
  public Fork memoryBytes(long bytes) {
    memoryBytes = bytes;
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

  /// A file that it gets as its next argument, such as a native library: where the file is where it
  /// runs.
  public Fork file(String name, Path file) {
    files.put(name, file);
    return with("{file:" + name + "}");
  }

  /// Runs it to its end.
  ///
  /// @throws IOException with what broke it
  public ForkFindings run(Trial trial) throws StartFailure, IOException {
    return together(trial, List.of(this)).getFirst();
  }

  /// Runs several to their ends. They begin to measure at the same moment, each time when all are
  /// about to; so all measure equally often.
  ///
  /// @return what each found, in their order
  /// @throws IOException with what broke one of them
  public static List<ForkFindings> together(Trial trial, List<Fork> forks)
      throws StartFailure, IOException {
    List<RunningSystem> systems = new ArrayList<>();
    List<ForkFindings> all = new ArrayList<>();
    try {
      for (Fork fork : forks) {
        systems.add(trial.start(fork.launch(trial), trial.data("measurement")));
        all.add(fork.connect(trial, systems.getLast()));
      }
      while (allWait(all)) {
        for (ForkFindings each : all) {
          each.begin();
        }
      }
    } catch (SocketTimeoutException e) {
      throw new IOException("the measurement said nothing for " + SILENCE_MS_MAX + " ms", e);
    }
    systems.forEach(RunningSystem::kill);
    return all;
  }

  private static boolean allWait(List<ForkFindings> all) throws IOException {
    int waiting = 0;
    for (ForkFindings each : all) {
      waiting += each.waits() ? 1 : 0;
    }
    if (waiting % all.size() != 0) {
      throw new IOException("measurements that run together must measure equally often");
    }
    return waiting > 0;
  }

  private Launch launch(Trial trial) {
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
            .memoryBytes(memoryBytes);
    for (Map.Entry<String, Path> file : files.entrySet()) {
      launch = launch.file(file.getKey(), file.getValue());
    }
    return launch;
  }

  private ForkFindings connect(Trial trial, RunningSystem system) throws IOException {
    Socket socket = trial.own(new Socket());
    socket.connect(system.address());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(SILENCE_MS_MAX);
    send(socket);
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    return new ForkFindings(lines, socket.getOutputStream(), trial);
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
