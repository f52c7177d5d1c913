// The head of what the sequencer's labs share; see labs/kit/package-info.java for why the list is
// explicit.
//
//SOURCES AgentFlow.java
//SOURCES ChainTrial.java
//SOURCES ForeignClient.java
//SOURCES ForeignJob.java
//SOURCES Paywall.java
//SOURCES SequencerLimits.java
//SOURCES SequencerTrial.java
//SOURCES StreamLimits.java
//SOURCES StreamTrial.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/chain/package-info.java
//SOURCES ../../environment/merchant/package-info.java
//SOURCES ../../environment/peers/package-info.java
//SOURCES ../../environment/sequencer/package-info.java
//SOURCES ../../environment/sequencerpostgres/package-info.java

/// What the sequencer's labs share: a trial's fresh and warm sequencer with payments for it
/// ([SequencerTrial]), the same with a chain of its own ([ChainTrial]), what this machine showed
/// for the same work ([SequencerLimits]), and payments inside an agent's rounds ([AgentFlow]).
/// Streams of micro-payments have their own: [StreamTrial] and [StreamLimits].
package labs.sequencer;
