package kit.fork;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What is measured inside a fresh JVM. It has a constructor without arguments, so that
/// [ForkServer] can make it by name.
public interface ForkedMeasurement {
  /// What the lab gave.
  ///
  /// @param arguments in order
  /// @param data a folder on a real disk
  /// @param inputs what [Fork] was given, in the same order
  /// @param warmUpOnce how long a warm-up lasts that has to be done once ([ForkReport#warmUp])
  record Given(List<String> arguments, Path data, List<ByteBuffer> inputs, Duration warmUpOnce) {}

  /// Measures and reports; what it throws breaks the trial.
  void measure(Given given, ForkReport report) throws Exception;
}
