// The sequencer's module head; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES crypto/Address.java
//SOURCES crypto/BigEndian.java
//SOURCES crypto/ChannelData.java
//SOURCES crypto/ChannelDomain.java
//SOURCES crypto/ChannelId.java
//SOURCES crypto/Curve.java
//SOURCES crypto/Hex.java
//SOURCES crypto/JniScheme.java
//SOURCES crypto/Keccak256.java
//SOURCES crypto/LibSecp256k1.java
//SOURCES crypto/NativeScheme.java
//SOURCES crypto/Recipient.java
//SOURCES crypto/SampledCrossCheck.java
//SOURCES crypto/Signature.java
//SOURCES crypto/SignatureScheme.java
//SOURCES crypto/SignatureSchemes.java
//SOURCES crypto/Signer.java
//SOURCES crypto/Uint256.java
//SOURCES crypto/Web3jScheme.java
//SOURCES crypto/package-info.java
//
//DEPS org.web3j:crypto:6.0.0
//DEPS fr.acinq.secp256k1:secp256k1-kmp-jni-jvm-linux:0.23.0
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4
//DEPS org.slf4j:slf4j-nop:2.0.17

/// The payment-channel sequencer: it takes signed vouchers over HTTP, orders and checks them,
/// co-signs them and answers once they are durable.
package sequencer;
