package runtime;

/// An exception whose message was written for the user, and the status with which a command ends
/// that cannot go on for that reason.
public interface Foreseen {

  /// Any but [ExitStatus#DONE].
  ExitStatus exitStatus();
}
