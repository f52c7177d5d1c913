package runtime;

import java.nio.file.Path;
import java.util.Map;

/// Where systems run: as processes of this machine or as containers of a Docker daemon. The same
/// launch, the same data and the same client work with both, so a lab need not know which it has.
///
/// A runtime belongs to one run of a lab. Whatever it started or created is gone after [#close],
/// after Ctrl-C, and after the death of the lab's own process.
public sealed interface SystemRuntime extends AutoCloseable
    permits ProcessRuntime, ContainerRuntime {

  /// `process` or `container`.
  String kind();

  /// Why this kind was taken, as a sentence for the user: `asked for`, or what ruled out the other.
  String reason();

  /// What a result should remember of this runtime: versions, image, file system of the data.
  Map<String, String> details();

  /// A folder of this machine on the disk where systems keep their data. What is in it goes with
  /// the rest.
  Path temporary();

  /// An empty place for data on a real file system.
  ///
  /// @param name lower-case letters, digits and dashes
  DataFolder newData(String name);

  /// A folder that the user keeps for such data; closing it, or the runtime, leaves it alone.
  ///
  /// @param name as for [#newData]
  /// @param folder exists
  /// @throws IllegalArgumentException if systems cannot use a folder of this machine
  DataFolder keptData(String name, Path folder);

  /// Starts a system and returns once it said that it listens.
  ///
  /// @param data made by this runtime; may hold what an earlier start left, so that a restart
  ///     finds it
  /// @throws StartFailure if it died, stayed silent past the deadline, or its port is taken
  RunningSystem start(Launch launch, DataFolder data) throws StartFailure;

  /// CPU time in ns that was used for its systems so far on this machine outside this process and
  /// its children: that of containers, ended ones included, and of the daemon that runs them, and
  /// that of the children which a killed process left. Only its growth means something.
  long cpuNsOutside();

  /// Ends every system and deletes every place for data that this runtime made.
  @Override
  void close();
}
