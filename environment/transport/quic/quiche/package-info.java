/// The engine on quiche: its C API through `java.lang.foreign`, on an event loop of our own.
///
/// Start at [QuicheEngine], the only public type. [QuicheLibrary] finds the native code, [Quiche]
/// and [Libc] name the functions that are called, [UdpSocket] moves packets, [QuicheEndpoint] is
/// the loop and [QuicheConnection] what a program sees of it. All of a connection happens on its
/// loop's thread, so nothing here locks, but for what says so.
///
/// Addresses of native memory are passed as `long`: an object for each would be garbage for each
/// packet.
package transport.quic.quiche;
