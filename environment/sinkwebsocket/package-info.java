//SOURCES BatchLog.java BatchSubscriber.java Subscriber.java SubscriberRequest.java
//SOURCES WebSocketHub.java WebSocketSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.vertx:vertx-core:5.2.0

/// Batches to whoever listens on WebSocket. [WebSocketHub] has the protocol and what it promises,
/// [BatchSubscriber] is the listener's end.
package sinkwebsocket;
