package runtime;

/// An exception whose message was written for the user, and the status with which a command ends
/// that cannot go on for that reason.
public interface Foreseen {

  /// From 1 to 255.
  int exitStatus();
}
