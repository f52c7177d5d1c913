//SOURCES BatcherLimits.java Capacity.java ContractRun.java Grid.java MemoryRun.java Payers.java
//SOURCES Rates.java SceneRun.java SceneTrial.java Spread.java WireLoad.java
//SOURCES contract/Contract.java contract/Contracts.java contract/package-info.java
//SOURCES fault/Kills.java fault/LogSink.java fault/Outage.java fault/Victim.java
//SOURCES fault/package-info.java
//SOURCES peer/Batches.java peer/Contender.java peer/CountingContender.java
//SOURCES peer/DisruptorContender.java peer/Gate.java peer/HandoffContender.java
//SOURCES peer/LedgerSink.java peer/LockContender.java peer/OwnContender.java
//SOURCES peer/PekkoContender.java peer/ReactorContender.java peer/RxContender.java
//SOURCES peer/package-info.java
//SOURCES scene/Replay.java scene/ReplaySink.java scene/Scene.java scene/package-info.java
//SOURCES work/BatchFigures.java work/Item.java work/KeyPlaces.java work/Ledger.java
//SOURCES work/Records.java work/SignedPayments.java work/Workload.java work/package-info.java
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
