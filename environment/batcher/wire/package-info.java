/// How events come in over TCP: [Wire] is the byte-by-byte definition, [IngestServer] one end,
/// [IngestClient] the other, [Producers] what makes sending again harmless.
package batcher.wire;
