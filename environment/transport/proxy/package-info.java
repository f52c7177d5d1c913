/// A network that loses and delays, between a UDP client and its server: [UdpProxy].
package transport.proxy;
