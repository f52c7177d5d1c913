//SOURCES Arrivals.java BidirectionalStream.java ReceiveStream.java Route.java SendStream.java
//SOURCES ServedTransport.java Session.java SharedConnection.java StreamBroken.java
//SOURCES TransportLaunch.java TransportServer.java WaitingStream.java WebTransportClient.java
//SOURCES WebTransportServer.java
//SOURCES bench/Answer.java bench/BenchRoutes.java bench/BenchSession.java bench/Counts.java
//SOURCES bench/DatagramSink.java bench/Discard.java bench/Duplex.java bench/Echo.java
//SOURCES bench/Holdings.java bench/Produce.java bench/Reply.java bench/Sink.java bench/Work.java
//SOURCES bench/package-info.java
//SOURCES http3/Capsule.java http3/CapsuleReader.java http3/Datagrams.java http3/ErrorCode.java
//SOURCES http3/Field.java http3/FrameReader.java http3/FrameType.java http3/Frames.java
//SOURCES http3/Http3Error.java http3/Huffman.java http3/Message.java http3/PrefixInteger.java
//SOURCES http3/ProtocolNames.java http3/Qpack.java http3/QpackInstructions.java
//SOURCES http3/Settings.java http3/StaticTable.java http3/Varint.java http3/package-info.java
//SOURCES proxy/Proxy.java proxy/Road.java proxy/TcpProxy.java proxy/Tun.java proxy/UdpProxy.java
//SOURCES proxy/package-info.java
//SOURCES quic/Closing.java quic/Connection.java quic/ConnectionHandler.java
//SOURCES quic/ConnectionStatistics.java quic/Endpoint.java quic/EndpointStatistics.java
//SOURCES quic/Engine.java quic/Identity.java quic/QuicSettings.java quic/SelfSigned.java
//SOURCES quic/Tokens.java quic/Trust.java
//SOURCES quic/netty/Closings.java quic/netty/Codecs.java quic/netty/Crowd.java
//SOURCES quic/netty/Door.java quic/netty/NettyConnection.java quic/netty/NettyEndpoint.java
//SOURCES quic/netty/NettyEngine.java quic/netty/NettyStream.java quic/netty/Rest.java
//SOURCES quic/netty/Wire.java quic/netty/package-info.java
//SOURCES quic/package-info.java
//SOURCES quic/quiche/Answers.java quic/quiche/ClientConfigs.java quic/quiche/ConnectionTable.java
//SOURCES quic/quiche/Deadlines.java quic/quiche/Deliveries.java quic/quiche/ElfSymbols.java
//SOURCES quic/quiche/FirstPackets.java quic/quiche/HandshakeParts.java quic/quiche/Libc.java
//SOURCES quic/quiche/LoopMemory.java quic/quiche/LoopThreads.java quic/quiche/Packets.java
//SOURCES quic/quiche/Quiche.java quic/quiche/QuicheConfig.java quic/quiche/QuicheConnection.java
//SOURCES quic/quiche/QuicheDoor.java quic/quiche/QuicheEndpoint.java quic/quiche/QuicheEngine.java
//SOURCES quic/quiche/QuicheLibrary.java quic/quiche/Scratch.java quic/quiche/SealedPackets.java
//SOURCES quic/quiche/SocketAddress.java quic/quiche/StreamTraffic.java quic/quiche/Streams.java
//SOURCES quic/quiche/Timed.java quic/quiche/UdpSocket.java quic/quiche/package-info.java
//SOURCES session/ClientConnection.java session/ClientRequest.java session/Credit.java
//SOURCES session/Early.java session/Http3Connection.java session/Limits.java
//SOURCES session/LoopSession.java session/LoopStream.java session/Outbox.java
//SOURCES session/PeerStreams.java session/Prelude.java session/RequestStream.java
//SOURCES session/Router.java session/ServerConnection.java session/ServerRequest.java
//SOURCES session/SessionEnd.java session/SessionHandler.java session/SessionRequest.java
//SOURCES session/StreamEvents.java session/StreamHandler.java session/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7
//DEPS io.netty:netty-codec-native-quic:4.2.18.Final:linux-x86_64
//DEPS io.netty:netty-codec-native-quic:4.2.18.Final:linux-aarch_64
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-x86_64
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-aarch_64
//DEPS org.bouncycastle:bcpkix-jdk18on:1.84

/// WebTransport over HTTP/3, server and client, on a QUIC engine of its own.
///
/// The engine is in [transport.quic] (the interface) and `transport.quic.quiche` (quiche's C API
/// through `java.lang.foreign`, on an event loop over UDP). `README.md` beside this file has how
/// the native library is found and what the traps are.
package transport;
