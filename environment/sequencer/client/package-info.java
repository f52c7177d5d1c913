/// The paying side: agents that sign vouchers ([Agent]), the bytes that carry a voucher to the
/// server and the check of what comes back ([SettleExchange]), and a small blocking client
/// ([SequencerClient]) for tests and simple uses.
///
/// Everything made from the same seed is the same, byte for byte. Nothing here opens many
/// connections or measures time: that is a load generator's work.
package sequencer.client;
