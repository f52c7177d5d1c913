//SOURCES Batcher.java BatcherServer.java Delivery.java FullPolicy.java ServedBatcher.java
//SOURCES Settings.java ShardUnit.java Statistics.java Ticket.java
//SOURCES durability/Checkpoint.java durability/FrameJournal.java durability/JournalOpener.java
//SOURCES durability/JournalPlace.java durability/LongQueue.java durability/package-info.java
//SOURCES event/BatchKey.java event/Bytes32.java event/Direction.java event/Event.java
//SOURCES event/EventLayout.java event/Refusal.java event/package-info.java
//SOURCES frame/BatchMetrics.java frame/BatchView.java frame/Cause.java frame/Frame.java
//SOURCES frame/FrameLayout.java frame/FrameMerger.java frame/FrameWriter.java
//SOURCES frame/package-info.java
//SOURCES payment/Coin.java payment/Hashes.java payment/Outpoint.java payment/P2pkh.java
//SOURCES payment/PayerKey.java payment/Payment.java payment/PaymentFile.java
//SOURCES payment/PaymentPlan.java payment/PaymentSigner.java payment/PaymentVerifier.java
//SOURCES payment/Payments.java payment/PublicKeyHash.java payment/Ripemd160.java
//SOURCES payment/SignatureHash.java payment/Transaction.java payment/package-info.java
//SOURCES rule/FillOrGo.java rule/FixedRule.java rule/FlushRule.java rule/Mode.java
//SOURCES rule/SelfTuning.java rule/package-info.java
//SOURCES shard/BatchList.java shard/Distinct.java shard/EventRing.java shard/EventStore.java
//SOURCES shard/Key.java shard/KeyHash.java shard/KeyTable.java shard/OpenBatch.java
//SOURCES shard/Shard.java shard/ShardCounts.java shard/ShardOptions.java shard/ShardThread.java
//SOURCES shard/Spill.java shard/package-info.java
//SOURCES sink/AckLevel.java sink/Backlog.java sink/BreakerOptions.java sink/CountingSink.java
//SOURCES sink/InlineOutlet.java sink/LaneOptions.java sink/LaneOutlet.java sink/LaneThread.java
//SOURCES sink/Mark.java sink/MemorySink.java sink/MonotonicClock.java sink/Outlet.java
//SOURCES sink/Progress.java sink/Repeats.java sink/RetryingDelivery.java sink/Sink.java
//SOURCES sink/SinkFactory.java sink/SinkProvider.java sink/package-info.java
//SOURCES thread/Wakeup.java thread/package-info.java
//SOURCES wire/AcceptedNumbers.java wire/Connection.java wire/IngestClient.java
//SOURCES wire/IngestServer.java wire/Intake.java wire/PaymentAdmission.java wire/Producers.java
//SOURCES wire/Wire.java wire/package-info.java
//SOURCES ../journal/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7
//DEPS fr.acinq.secp256k1:secp256k1-kmp-jni-jvm-linux:0.23.0
//DEPS io.github.resilience4j:resilience4j-circuitbreaker:2.4.0
//DEPS org.slf4j:slf4j-nop:2.0.17

/// The payment-event batcher: it collects events by torrent and direction, closes a batch by size
/// or time or because the sink is idle, and delivers frames of batches to a sink.
///
/// Start at [Batcher]. `README.md` beside this file has what it promises and what each part costs.
package batcher;
