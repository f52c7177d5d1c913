//SOURCES Broker.java
//SOURCES ../runtime/package-info.java
//DEPS org.apache.kafka:kafka_2.13:4.3.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.17

/// A Kafka cluster of one broker in a JVM of its own: [Broker] is it, and lets a runtime start it
/// in a process or a container.
package kafkabroker;
