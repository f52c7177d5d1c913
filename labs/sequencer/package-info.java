//SOURCES AgentFlow.java ChainTrial.java ForeignClient.java ForeignJob.java Paywall.java
//SOURCES SequencerLimits.java SequencerTrial.java StreamLimits.java Vouchers.java
//SOURCES ../kit/package-info.java
//SOURCES ../../environment/chain/package-info.java
//SOURCES ../../environment/merchant/package-info.java
//SOURCES ../../environment/peers/package-info.java
//SOURCES ../../environment/sequencer/package-info.java
//SOURCES ../../environment/sequencerpostgres/package-info.java
//CARRIES labs/sequencer/clients/*
//FILES project/labs/sequencer/clients/=clients/pay.mjs
//FILES project/labs/sequencer/clients/=clients/pay.py
//FILES project/labs/sequencer/clients/=clients/requirements.txt

/// What the sequencer's labs share: a trial's fresh and warm sequencer with payments for it
/// ([SequencerTrial]), the same with a chain of its own ([ChainTrial]), what this machine showed
/// for the same work ([SequencerLimits]), and payments inside an agent's rounds ([AgentFlow]).
/// What it is asked are [Vouchers]; what bounds streams are [StreamLimits].
package labs.sequencer;
