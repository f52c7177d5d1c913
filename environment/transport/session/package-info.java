/// WebTransport over HTTP/3 on the engine's loop: connections, sessions and streams told of what
/// happens to them by callbacks, nothing blocking, nothing copied.
///
/// [ServerConnection] and [ClientConnection] are what a [transport.quic.Engine] is given for each
/// connection. A [LoopSession] tells its [SessionHandler], a [LoopStream] its [StreamHandler], all
/// on the connection's loop, where alone they may be used. The package above offers the same to
/// threads that wait.
package transport.session;
