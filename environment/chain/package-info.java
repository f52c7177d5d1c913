// The head of the chain; see labs/kit/package-info.java for why the lists are explicit.
//
//SOURCES Account.java
//SOURCES AnvilProcess.java
//SOURCES Artifact.java
//SOURCES Chain.java
//SOURCES ChainPackages.java
//SOURCES ChainSettlement.java
//SOURCES ChannelContract.java
//SOURCES Devnet.java
//SOURCES JsonRpc.java
//SOURCES Receipt.java
//SOURCES Reverts.java
//SOURCES ServedSequencer.java
//SOURCES SettlingSequencer.java
//SOURCES TokenContract.java
//IMPORTS sequencer
//SOURCES ../peers/package-info.java
//SOURCES ../sequencer/package-info.java
//DEPS org.web3j:abi:6.0.0
//DEPS org.web3j:crypto:6.0.0
//DEPS com.fasterxml.jackson.core:jackson-annotations:2.22
//DEPS com.fasterxml.jackson.core:jackson-databind:2.22.4

/// The on-chain side of a payment channel: a development chain of one's own ([Devnet]), our
/// contract on it ([ChannelContract]) and the settlement that a sequencer needs
/// ([ChainSettlement]).
///
/// Signatures, transactions and ABI are web3j's; the few JSON-RPC calls are made here ([JsonRpc]),
/// because what a settlement does with a node that fails is the point of it.
package chain;
