package transport.session;

import transport.http3.Http3Error;

/// One stream of a connection, whatever it is for.
interface StreamEvents {
  void readable() throws Http3Error;

  default void writable() throws Http3Error {}

  void wasReset(long code) throws Http3Error;

  default void wasStopped(long code) throws Http3Error {}

  /// The stream itself broke the protocol.
  default void failed(Http3Error error) {}
}
