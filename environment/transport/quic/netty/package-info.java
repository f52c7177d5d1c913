/// A second engine, on the public API of Netty's QUIC, whatever system that runs on: to compare
/// with, and where the first cannot run. Start at [NettyEngine], which says what it lacks.
package transport.quic.netty;
