//SOURCES Answers.java Checkout.java Ledger.java Merchant.java MerchantConfig.java
//SOURCES MerchantLimits.java MerchantServer.java Offer.java PayRequest.java Reply.java
//SOURCES SequencerLink.java ServedMerchant.java Shop.java Texts.java
//IMPORTS http
//SOURCES ../http/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7

/// The merchant: it sells one resource for vouchers of a payment channel and has a sequencer settle
/// them, the two hops that the document's payments take. Start at [Merchant]; what it may give away
/// is decided in [Ledger].
///
/// It knows the sequencer by its HTTP interface only and shares no code with it.
package merchant;
