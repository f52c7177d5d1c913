//SOURCES Engines.java SequencerConfig.java SequencerLaunch.java SequencerNode.java
//SOURCES SequencerServer.java
//SOURCES bench/CryptoBenchmark.java bench/HashBenchmark.java bench/TypedData.java
//SOURCES bench/package-info.java
//SOURCES channel/Change.java channel/ChannelState.java channel/CloseRequest.java
//SOURCES channel/ClosingRules.java channel/PaymentList.java channel/PaymentRequest.java
//SOURCES channel/Promises.java channel/Refusal.java channel/SeedRequest.java
//SOURCES channel/SeedRules.java channel/Stage.java channel/StreamFormat.java
//SOURCES channel/StreamRequest.java channel/StreamRules.java channel/Texts.java
//SOURCES channel/VoucherRules.java channel/package-info.java
//SOURCES client/Agent.java client/ChannelSeed.java client/ChannelSnapshot.java
//SOURCES client/FaultLoad.java client/Faults.java client/FaultySignatures.java
//SOURCES client/PaymentLoad.java client/PaymentWork.java client/SequencerClient.java
//SOURCES client/SettleExchange.java client/StreamLoad.java client/StreamWork.java
//SOURCES client/Voucher.java client/VoucherLoad.java client/package-info.java
//SOURCES crypto/Address.java crypto/BigEndian.java crypto/ChannelData.java
//SOURCES crypto/ChannelDomain.java crypto/ChannelId.java crypto/Curve.java crypto/Hex.java
//SOURCES crypto/JniScheme.java crypto/Keccak256.java crypto/LibSecp256k1.java crypto/ListData.java
//SOURCES crypto/NativeScheme.java crypto/Recipient.java crypto/SampledCrossCheck.java
//SOURCES crypto/Signature.java crypto/SignatureScheme.java crypto/SignatureSchemes.java
//SOURCES crypto/Signer.java crypto/Uint256.java crypto/Web3jScheme.java crypto/package-info.java
//SOURCES engine/ChangeCodec.java engine/Engine.java engine/EngineListener.java
//SOURCES engine/EngineProvider.java engine/EngineStopped.java engine/History.java
//SOURCES engine/JournalEngine.java engine/VolatileEngine.java engine/package-info.java
//SOURCES http/Api.java http/BodyError.java http/ChannelView.java http/Chunks.java
//SOURCES http/HttpConnection.java http/HttpError.java http/HttpLimits.java http/HttpRequest.java
//SOURCES http/HttpServer.java http/Inbox.java http/JsonWriter.java http/Lane.java
//SOURCES http/LargeBodies.java http/Metrics.java http/RequestBody.java http/RequestParser.java
//SOURCES http/Response.java http/ResponseWriter.java http/Route.java http/TooManyConnections.java
//SOURCES http/package-info.java
//SOURCES service/Bookmarks.java service/BoundedExecutor.java service/Channel.java
//SOURCES service/ChannelCloser.java service/ChannelTable.java service/CoSigner.java
//SOURCES service/DurableGate.java service/EngineFull.java service/Outcome.java
//SOURCES service/Sequencer.java service/StreamHistory.java service/Version.java
//SOURCES service/VoucherHistory.java service/package-info.java
//SOURCES settlement/Settlement.java settlement/package-info.java
//SOURCES ../bench/package-info.java
//SOURCES ../journal/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS io.netty:netty-transport-classes-epoll
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-x86_64
//DEPS io.netty:netty-transport-native-epoll:4.2.18.Final:linux-aarch_64
//DEPS info.picocli:picocli:4.7.7
//DEPS org.web3j:crypto:6.0.0
//DEPS fr.acinq.secp256k1:secp256k1-kmp-jni-jvm-linux:0.23.0
//DEPS com.fasterxml.jackson.core:jackson-core:2.22.4
//DEPS org.slf4j:slf4j-nop:2.0.17

/// The payment-channel sequencer: it takes signed vouchers over HTTP, orders and checks them,
/// co-signs them and answers once they are durable.
package sequencer;
