/// The unit of the batcher: one payment for one 16 KiB chunk, as 128 canonical bytes.
///
/// [EventLayout] is the byte-by-byte definition; [Event] is the same thing for people and tests;
/// [Refusal] lists every reason for which the batcher says no. The hot path works on words
/// (`long[16]`) and never makes an [Event].
package batcher.event;
