//SOURCES Disk.java DurableListener.java Flusher.java Journal.java JournalClosed.java
//SOURCES JournalCorrupt.java JournalFailed.java JournalInUse.java JournalOptions.java
//SOURCES LocalDisk.java Progress.java ReadBack.java RecordFormat.java Recovery.java Replay.java
//SOURCES SegmentHeader.java SegmentReader.java Segments.java SpareSegment.java Visitor.java
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
