// The batcher's module head; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES Batcher.java
//SOURCES FullPolicy.java
//SOURCES Settings.java
//SOURCES ShardUnit.java
//SOURCES Statistics.java
//SOURCES Ticket.java
//SOURCES event/BatchKey.java
//SOURCES event/Bytes32.java
//SOURCES event/Direction.java
//SOURCES event/Event.java
//SOURCES event/EventLayout.java
//SOURCES event/Refusal.java
//SOURCES event/package-info.java
//SOURCES frame/BatchMetrics.java
//SOURCES frame/BatchView.java
//SOURCES frame/Cause.java
//SOURCES frame/Frame.java
//SOURCES frame/FrameLayout.java
//SOURCES frame/FrameWriter.java
//SOURCES frame/package-info.java
//SOURCES rule/FillOrGo.java
//SOURCES rule/FixedRule.java
//SOURCES rule/FlushRule.java
//SOURCES rule/Mode.java
//SOURCES rule/SelfTuning.java
//SOURCES rule/package-info.java
//SOURCES shard/BatchList.java
//SOURCES shard/Distinct.java
//SOURCES shard/EventRing.java
//SOURCES shard/EventStore.java
//SOURCES shard/Key.java
//SOURCES shard/KeyHash.java
//SOURCES shard/KeyTable.java
//SOURCES shard/OpenBatch.java
//SOURCES shard/Shard.java
//SOURCES shard/ShardCounts.java
//SOURCES shard/ShardOptions.java
//SOURCES shard/ShardThread.java
//SOURCES shard/Wakeup.java
//SOURCES shard/package-info.java
//SOURCES sink/AckLevel.java
//SOURCES sink/BreakerOptions.java
//SOURCES sink/CountingSink.java
//SOURCES sink/Courier.java
//SOURCES sink/InlineOutlet.java
//SOURCES sink/MemorySink.java
//SOURCES sink/MonotonicClock.java
//SOURCES sink/Outlet.java
//SOURCES sink/Progress.java
//SOURCES sink/Repeats.java
//SOURCES sink/Sink.java
//SOURCES sink/SinkFactory.java
//SOURCES sink/package-info.java
//DEPS io.github.resilience4j:resilience4j-circuitbreaker:2.4.0
//DEPS org.slf4j:slf4j-nop:2.0.17

/// The payment-event batcher: it collects events by torrent and direction, closes a batch by size
// or
/// time or because the sink is idle, and delivers frames of batches to a sink.
///
/// Start at [Batcher]. `README.md` beside this file has what it promises and what each part costs.
package batcher;
