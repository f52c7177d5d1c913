//SOURCES Account.java AnvilProcess.java Artifact.java Chain.java ChainPackages.java
//SOURCES ChainSettlement.java ChannelContract.java Devnet.java JsonRpc.java Receipt.java
//SOURCES Reverts.java ServedSequencer.java SettlingSequencer.java TokenContract.java
//IMPORTS sequencer
//SOURCES ../peers/package-info.java
//SOURCES ../sequencer/package-info.java
//CARRIES environment/chain/package.json environment/chain/contract/*
//FILES project/environment/chain/=package.json
//FILES project/environment/chain/contract/=contract/HostileToken.sol
//FILES project/environment/chain/contract/=contract/StableToken.sol
//FILES project/environment/chain/contract/=contract/StreamChannel.sol
//FILES project/environment/chain/contract/=contract/compile.mjs
//FILES project/environment/chain/contract/=contract/contracts.json
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
