package kit.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import runtime.Launch;

/// Which build a trial measures: what the lab starts is this project as it stands, or another state
/// of it. The lab itself, its clients above all, is this build's in every trial.
///
/// @param classPath of what a trial starts, absolute; empty for this JVM's own
/// @param words after the variant's name, for people; empty for the trials of an ordinary run
record Build(List<Path> classPath, String words) {
  /// This one.
  static final Build THIS = new Build(List.of(), "");

  /// This one once more, to know how far it comes from itself.
  static final Build AGAIN = new Build(List.of(), ", again");

  Build {
    classPath = List.copyOf(classPath);
  }

  /// A launch of this build. A trial of the project's own tests is over before the second compiler
  /// has earned its keep.
  Launch asked(Launch launch, Profile profile) {
    List<String> flags = new ArrayList<>(launch.jvmFlags());
    if (profile == Profile.TEST) {
      flags.add("-XX:TieredStopAtLevel=1");
    }
    return launch.jvmFlags(flags.toArray(String[]::new)).classPath(classPath);
  }

  boolean other() {
    return !classPath.isEmpty();
  }
}
