package transport.session;

/// Why a session is over.
///
/// @param by who ended it
/// @param code the application's, of 32 bits, if one end closed the session; the status of HTTP if
///     the server refused it; else the code of the protocol for which it was broken off
/// @param reason for people; empty if none was given
public record SessionEnd(By by, long code, String reason) {
  /// Who ended a session.
  public enum By {
    /// This end closed it.
    SELF,
    /// The peer closed it.
    PEER,
    /// The server would not have it.
    REFUSAL,
    /// It was broken off: its stream was reset, the protocol was broken, the connection is gone.
    FAILURE
  }
}
