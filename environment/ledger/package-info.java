//SOURCES Accounts.java Answering.java Audit.java AuditEvent.java Batch.java Block.java Books.java
//SOURCES Chain.java Keys.java Ledger.java LedgerCorrupt.java LedgerOptions.java LedgerStopped.java
//SOURCES Lookup.java Note.java Outcome.java Pendings.java Replayer.java Request.java Signer.java
//SOURCES Snapshot.java Snapshotting.java State.java Work.java WorkQueue.java Writer.java
//SOURCES ../journal/package-info.java
//SOURCES ../runtime/package-info.java
//DEPS info.picocli:picocli:4.7.7

/// A ledger of accounts and transfers between them: double entry, every answer durable, every block
/// part of one hash chain.
///
/// Start at [Ledger], then [Batch] and [Outcome]. `README.md` beside this file has the promises.
///
/// Inside, a batch goes this way: [WorkQueue] → [Writer] (the one thread that decides) → [State]
/// ([Accounts], [Keys], [Pendings]) → a block of the chain ([Chain]) → the journal → its flusher,
/// which answers. [Replayer] goes the same way from the journal, for a start and for an audit
/// ([Audit]).
package ledger;
