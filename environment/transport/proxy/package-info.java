/// A network that loses and delays, between clients and their server: [UdpProxy], and for the
/// kernel's own TCP [TcpProxy].
package transport.proxy;
