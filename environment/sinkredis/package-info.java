//SOURCES RedisProcess.java RedisServer.java RedisSink.java RedisSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.lettuce:lettuce-core:7.7.0.RELEASE
//DEPS info.picocli:picocli:4.7.7

/// Batches to Redis Streams: a stream for each key, an entry for each batch. [RedisSink] has the
/// layout and what it promises. [RedisProcess] starts a server of one's own, [RedisServer] lets a
/// runtime start it, in a process or a container.
package sinkredis;
