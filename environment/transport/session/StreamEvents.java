package transport.session;

import transport.http3.Http3Error;

/// One stream of a connection, whatever it is for.
interface StreamEvents {
  /// A stream that waits: it is read, and with that heard, once it is known who may.
  StreamEvents UNREAD =
      new StreamEvents() {
        @Override
        public void readable() {}

        @Override
        public void wasReset(long code) {}
      };

  void readable() throws Http3Error;

  default void writable() throws Http3Error {}

  void wasReset(long code) throws Http3Error;

  default void wasStopped(long code) throws Http3Error {}

  /// The stream itself broke the protocol.
  default void failed(Http3Error error) {}
}
