/// The batcher and others who batch by key, behind one entrance ([Contender]) and with one exit
/// ([labs.batcher.work.Ledger]).
package labs.batcher.peer;
