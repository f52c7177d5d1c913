/// A payment channel and the rules by which a voucher moves it on. Pure: no clock, no storage, no
/// network; the same state and the same request always give the same verdict.
///
/// Start at [VoucherRules]. A [ChannelState] never changes; what changes is which one is current,
/// and every step from one to the next is a [Change], which is also what an engine stores.
package sequencer.channel;
