//SOURCES WebSocketLaunch.java WebSocketServer.java
//IMPORTS transport
//SOURCES ../runtime/package-info.java
//SOURCES ../transport/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.vertx:vertx-core:5.2.0
//DEPS info.picocli:picocli:4.7.7

/// WebSocket over TLS and TCP, as what WebTransport is held against: a server that does what two
/// routes of [transport.bench.BenchRoutes] do. [websocket.WebSocketServer] has its messages.
package websocket;
