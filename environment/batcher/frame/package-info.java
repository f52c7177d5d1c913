/// What leaves the batcher: a frame of batches, laid out once and read in place by the journal and
/// by every sink.
///
/// [FrameLayout] is the byte-by-byte definition, [FrameWriter] makes frames, [Frame] and
/// [BatchView] read them. [BatchMetrics] are the figures that the original computes for each batch.
package batcher.frame;
