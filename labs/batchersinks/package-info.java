// The head of what the labs on the batcher's sinks share, apart from labs/batcher so that a lab
// without a sink needs no driver; see labs/kit/package-info.java for why the list is explicit.
//
//SOURCES Arrived.java
//SOURCES KafkaTrial.java
//SOURCES PostgresTrial.java
//SOURCES RedisTrial.java
//SOURCES SinkLoad.java
//SOURCES SinkTrial.java
//SOURCES WebSocketTrial.java
//SOURCES ../batcher/package-info.java
//SOURCES ../../environment/kafkabroker/package-info.java
//SOURCES ../../environment/sinkkafka/package-info.java
//SOURCES ../../environment/sinkpostgres/package-info.java
//SOURCES ../../environment/sinkredis/package-info.java
//SOURCES ../../environment/sinkwebsocket/package-info.java

/// Trials of the batcher's sinks, each with a server of its own: what a sink takes in batches and
/// one by one, and whether all of it is there afterwards.
package labs.batchersinks;
