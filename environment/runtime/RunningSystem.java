package runtime;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A system that has been started and has said that it listens.
public interface RunningSystem extends AutoCloseable {
  /// What was started.
  Launch launch();

  /// Where a client of this machine reaches it.
  InetSocketAddress address();

  /// Ends it the way a power cut would (`SIGKILL`) and returns when it is gone. Its data stay.
  void kill();

  /// Asks it to end (`SIGTERM`) and waits; one that does not end in time is killed. Its data stay.
  void stop();

  /// Whether it still runs.
  boolean alive();

  /// Whether it is gone without having been ended by one of the above or by [#close].
  boolean died();

  /// How it ended, as a shell would say it (137 after `SIGKILL`); empty while it runs.
  OptionalInt exitStatus();

  /// Number of its process on this machine; empty where it has none here, and after its end.
  OptionalLong pid();

  /// CPU time it used so far, user and system, with the children that it has now; empty where
  /// nothing tells, and after its end.
  OptionalLong cpuNs();

  /// Memory it holds now; empty where nothing tells, and after its end.
  OptionalLong residentBytes();

  /// What it printed. The file goes with the runtime: copy it to keep it.
  Path log();

  /// The last lines of what it printed, the newest last.
  List<String> lastLogLines(int lines);

  /// As [#kill], if it still runs.
  @Override
  void close();
}
