// The head of what the labs on the batcher's sinks share, apart from labs/batcher so that a lab
// without a sink needs no driver.
//
//SOURCES Arrived.java KafkaTrial.java PostgresTrial.java RedisTrial.java SinkLoad.java
//SOURCES SinkTrial.java WebSocketTrial.java
//SOURCES ../batcher/package-info.java
//SOURCES ../../environment/kafkabroker/package-info.java
//SOURCES ../../environment/sinkkafka/package-info.java
//SOURCES ../../environment/sinkpostgres/package-info.java
//SOURCES ../../environment/sinkredis/package-info.java
//SOURCES ../../environment/sinkwebsocket/package-info.java

/// Trials of the batcher's sinks, each with a server of its own: what a sink takes in batches and
/// one by one, and whether all of it is there afterwards.
package labs.batchersinks;
