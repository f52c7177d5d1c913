/// What the sequencer needs of a chain: one call, and every way in which it can end. Whoever starts
/// a sequencer brings an implementation; the sequencer knows none.
package sequencer.settlement;
