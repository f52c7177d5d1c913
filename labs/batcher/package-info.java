// The head of what the batcher's labs share; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES BatcherLimits.java
//SOURCES Capacity.java
//SOURCES ContractRun.java
//SOURCES Grid.java
//SOURCES MemoryRun.java
//SOURCES Payers.java
//SOURCES Rates.java
//SOURCES SceneRun.java
//SOURCES SceneTrial.java
//SOURCES Spread.java
//SOURCES WireLoad.java
//SOURCES contract/Contract.java
//SOURCES contract/Contracts.java
//SOURCES contract/package-info.java
//SOURCES fault/Kills.java
//SOURCES fault/LogSink.java
//SOURCES fault/Outage.java
//SOURCES fault/Victim.java
//SOURCES fault/package-info.java
//SOURCES peer/Batches.java
//SOURCES peer/Contender.java
//SOURCES peer/Counts.java
//SOURCES peer/DisruptorContender.java
//SOURCES peer/Drain.java
//SOURCES peer/Gate.java
//SOURCES peer/HandoffContender.java
//SOURCES peer/LedgerSink.java
//SOURCES peer/LockContender.java
//SOURCES peer/OwnContender.java
//SOURCES peer/PekkoContender.java
//SOURCES peer/ReactorContender.java
//SOURCES peer/RxContender.java
//SOURCES peer/package-info.java
//SOURCES scene/Replay.java
//SOURCES scene/ReplaySink.java
//SOURCES scene/Scene.java
//SOURCES scene/package-info.java
//SOURCES work/BatchFigures.java
//SOURCES work/Item.java
//SOURCES work/KeyPlaces.java
//SOURCES work/Ledger.java
//SOURCES work/Records.java
//SOURCES work/SignedPayments.java
//SOURCES work/Workload.java
//SOURCES work/package-info.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/batcher/package-info.java
//DEPS io.projectreactor:reactor-core:3.8.8
//DEPS io.reactivex.rxjava3:rxjava:3.1.12
//DEPS org.apache.pekko:pekko-stream_2.13:1.7.0
//DEPS com.lmax:disruptor:4.0.0

/// What the batcher's labs share. The batcher is a library, as the original is, so it is measured
/// inside a JVM of its own, fresh in every trial ([kit.fork.Fork]); each
/// [kit.fork.ForkedMeasurement] says what is done there.
package labs.batcher;
