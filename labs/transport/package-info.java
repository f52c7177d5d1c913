//SOURCES BenchClient.java Cycles.java DatagramRun.java Datagrams.java IdleRun.java Job.java
//SOURCES Jobs.java Requests.java ScaleRun.java SealedRun.java Step.java Transfer.java
//SOURCES TransportLimits.java TransportRun.java TransportTrial.java Waiting.java WarmSession.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/transport/package-info.java

/// What the transport's labs share: a trial's fresh server and its client, in a JVM of its own
/// ([TransportTrial]), all that the document's benchmark does ([Step]), and, for a measurement that
/// is none of these, how a client reaches the server ([BenchClient]).
///
/// A peer is a variant of a lab's plan that gives the metrics of the rows it is compared with: the
/// ids of [Step#time], [Step#rate] and [Step#throughput].
package labs.transport;
