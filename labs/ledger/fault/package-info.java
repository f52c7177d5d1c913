/// How the ledger is broken: killed under load ([Kills], [LedgerLife]), its files damaged
/// ([Damage]), asked for more than it takes ([Flood]), restarted with a long past ([LongPast]).
package labs.ledger.fault;
