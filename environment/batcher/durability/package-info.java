/// Frames on the disk: [FrameJournal] keeps them in a [journal.Journal] until the sink has them.
package batcher.durability;
