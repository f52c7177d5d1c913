//SOURCES Answer.java Checkout.java ClientHandler.java Ledger.java LingeringClose.java
//SOURCES Merchant.java MerchantConfig.java MerchantLimits.java MerchantServer.java Offer.java
//SOURCES PayRequest.java Reply.java SequencerLink.java ServedMerchant.java Shop.java Texts.java
//SOURCES Timeouts.java
//SOURCES ../runtime/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.netty:netty-codec-http
//DEPS io.netty:netty-transport-classes-epoll
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-x86_64
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-aarch_64
//DEPS info.picocli:picocli:4.7.7
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS org.slf4j:slf4j-nop:2.0.17

/// The merchant: it sells one resource for vouchers of a payment channel and has a sequencer settle
/// them, the two hops that the document's payments take. Start at [Merchant]; what it may give away
/// is decided in [Ledger].
///
/// It knows the sequencer by its HTTP interface only and shares no code with it.
package merchant;
