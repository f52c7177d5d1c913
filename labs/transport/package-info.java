//SOURCES BenchClient.java Cycles.java DatagramRun.java Datagrams.java IdleRun.java Job.java
//SOURCES Jobs.java Requests.java ScaleRun.java SealedRun.java Step.java Transfer.java
//SOURCES TransportLimits.java TransportRun.java TransportTrial.java Waiting.java WarmSession.java
//SOURCES peer/ComparedMemory.java peer/ComparedRow.java peer/End.java peer/FileWork.java
//SOURCES peer/InteropCase.java peer/OwnEnd.java peer/TransportPeer.java
//SOURCES peer/flupke/FlupkeClient.java peer/flupke/FlupkeCycles.java peer/flupke/FlupkePeer.java
//SOURCES peer/flupke/FlupkeRoutes.java peer/flupke/FlupkeServer.java peer/flupke/package-info.java
//SOURCES peer/package-info.java
//DEPS tech.kwik:flupke:0.9.4
//DEPS tech.kwik:kwik:0.10.8
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/peers/package-info.java
//SOURCES ../../environment/transport/package-info.java
//CARRIES labs/transport/peer/*.py labs/transport/peer/*.txt labs/transport/peer/*.go
//FILES project/labs/transport/peer/=peer/by_aioquic.py
//FILES project/labs/transport/peer/=peer/by_pywebtransport.py
//FILES project/labs/transport/peer/=peer/by_pywebtransport_0_9.py
//FILES project/labs/transport/peer/=peer/peer.py
//FILES project/labs/transport/peer/pywebtransport-0.9/=peer/pywebtransport-0.9/requirements.txt
//FILES project/labs/transport/peer/pywebtransport/=peer/pywebtransport/requirements.txt
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/cycles.go
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/files.go
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/main.go
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/routes.go
//CARRIES labs/transport/peer/*.mod labs/transport/peer/*.sum labs/transport/peer/*.rs
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/go.mod
//FILES project/labs/transport/peer/webtransport-go/=peer/webtransport-go/go.sum
//FILES project/labs/transport/peer/wtransport/src/=peer/wtransport/src/cycles.rs
//FILES project/labs/transport/peer/wtransport/src/=peer/wtransport/src/files.rs
//FILES project/labs/transport/peer/wtransport/src/=peer/wtransport/src/main.rs
//FILES project/labs/transport/peer/wtransport/src/=peer/wtransport/src/routes.rs
//CARRIES labs/transport/peer/*.toml labs/transport/peer/*.lock
//FILES project/labs/transport/peer/wtransport/=peer/wtransport/Cargo.toml
//FILES project/labs/transport/peer/wtransport/=peer/wtransport/Cargo.lock

/// What the transport's labs share: a trial's fresh server and its client, in a JVM of its own
/// ([TransportTrial]), all that the document's benchmark does ([Step]), and, for a measurement that
/// is none of these, how a client reaches the server ([BenchClient]).
///
/// A peer is a variant of a lab's plan that gives the metrics of the rows it is compared with: the
/// ids of [Step#time], [Step#rate] and [Step#throughput].
package labs.transport;
