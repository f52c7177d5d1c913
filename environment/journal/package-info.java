// The journal's module head; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES Disk.java
//SOURCES Distribution.java
//SOURCES DurableListener.java
//SOURCES Flusher.java
//SOURCES Journal.java
//SOURCES JournalClosed.java
//SOURCES JournalCorrupt.java
//SOURCES JournalFailed.java
//SOURCES JournalInUse.java
//SOURCES JournalOptions.java
//SOURCES JournalStatistics.java
//SOURCES LocalDisk.java
//SOURCES Progress.java
//SOURCES ReadBack.java
//SOURCES RecordFormat.java
//SOURCES Recovery.java
//SOURCES Replay.java
//SOURCES SegmentHeader.java
//SOURCES SegmentReader.java
//SOURCES Segments.java
//SOURCES SpareSegment.java
//SOURCES Visitor.java
//SOURCES WaitingRing.java

/// A durable group-commit log. What it acknowledges survives a crash; what it did not acknowledge
/// may or may not be there after one, and nothing else ever is.
///
/// Start at [Journal]. Any system may use this package; it uses nothing but the JDK. The page
/// `README.md` beside this file has the promises, the format byte by byte and the cost curve.
///
/// Inside, a record goes this way: [WaitingRing] (producers copy it, laid out as on disk) →
/// [Flusher] (one thread: takes all that waits, one write, one fdatasync, one listener call) →
/// [Segments] (preallocated files, the next one made by [SpareSegment]) → [Disk]. [Recovery] reads
/// the same bytes back; [ReadBack] does so while the journal is open.
package journal;
