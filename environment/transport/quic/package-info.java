/// QUIC as a program sees it: connections, streams with back-pressure, datagrams. What implements
/// it stands in packages below, each with one factory.
///
/// Start at [Engine]. An [Endpoint] is one UDP socket with one thread, its loop, that runs all its
/// connections. Everything that happens to a connection is told to its [ConnectionHandler] on that
/// thread, and a [Connection] may be used on that thread only, save for [Connection#execute].
/// A handler must not block.
package transport.quic;
