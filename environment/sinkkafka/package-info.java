//SOURCES KafkaSink.java KafkaSinks.java
//IMPORTS batcher
//SOURCES ../batcher/package-info.java
//DEPS org.apache.kafka:kafka-clients:4.3.0
//DEPS org.slf4j:slf4j-nop:2.0.17

/// Batches to Kafka: a record for each batch, partitioned by key. [KafkaSink] has the topics and
/// what it promises.
package sinkkafka;
