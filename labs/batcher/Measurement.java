package labs.batcher;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// What is measured inside a fresh JVM, where the batcher is a library, as the original is. It has
/// a constructor without arguments, so that [BenchServer] can make it by name.
public interface Measurement {
  /// What the lab gave.
  ///
  /// @param arguments in order
  /// @param data a folder on a real disk
  /// @param inputs what [Bench] was given: signed payments of 128 bytes, or when each is due
  record Given(List<String> arguments, Path data, List<ByteBuffer> inputs) {}

  /// Measures and reports; what it throws breaks the trial.
  void measure(Given given, Report report) throws Exception;
}
