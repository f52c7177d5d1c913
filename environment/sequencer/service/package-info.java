/// The sequencer itself, without the network: which channels there are, one payment after another
/// in each, and an answer for every request. Start at [Sequencer].
package sequencer.service;
