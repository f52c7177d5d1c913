//SOURCES Disk.java Distribution.java DurableListener.java Flusher.java Journal.java
//SOURCES JournalClosed.java JournalCorrupt.java JournalFailed.java JournalInUse.java
//SOURCES JournalOptions.java JournalStatistics.java LocalDisk.java Progress.java ReadBack.java
//SOURCES RecordFormat.java Recovery.java Replay.java SegmentHeader.java SegmentReader.java
//SOURCES Segments.java SpareSegment.java Visitor.java WaitingRing.java

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
