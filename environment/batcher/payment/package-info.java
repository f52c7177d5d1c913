/// Events that are real payments: each one's transaction id is that of a P2PKH transaction which
/// was signed as the BSV network demands and pays what the event says. Nothing is ever broadcast;
/// the coins come from a local set made from a seed.
///
/// A [PaymentPlan] says who pays whom for which chunk, a [PaymentSigner] signs it, a [PaymentFile]
/// keeps the result so that signing (tens of microseconds each) is not measured as batching, and a
/// [PaymentVerifier] checks everything that can be checked without the network.
package batcher.payment;
