package kit.lab;

import java.nio.file.Path;
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

  /// A launch of this build.
  Launch asked(Launch launch, Profile profile) {
    return (profile == Profile.TEST ? launch.brief() : launch).classPath(classPath);
  }

  boolean other() {
    return !classPath.isEmpty();
  }
}
