// The head of the sink on WebSocket; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES BatchLog.java
//SOURCES BatchSubscriber.java
//SOURCES Subscriber.java
//SOURCES SubscriberRequest.java
//SOURCES WebSocketHub.java
//SOURCES WebSocketSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.vertx:vertx-core:5.2.0

/// Batches to whoever listens on WebSocket. [WebSocketHub] has the protocol and what it promises,
/// [BatchSubscriber] is the listener's end.
package sinkwebsocket;
