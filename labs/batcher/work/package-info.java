/// What goes into a batcher under load, and the account of what comes out: [Workload] and [Ledger].
package labs.batcher.work;
