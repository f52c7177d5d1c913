package sequencer.engine;

/// The engine was closed or has failed; it accepts nothing any more.
public final class EngineStopped extends RuntimeException {
  public EngineStopped(Throwable cause) {
    super("the storage engine has stopped: " + cause.getMessage(), cause, false, false);
  }
}
