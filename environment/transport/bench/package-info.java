/// What a server does that is measured: the five routes of the document's benchmark, as callbacks
/// on the loop, and two more, one that confirms what arrived and one that tells its counts.
///
/// Start at [BenchRoutes].
package transport.bench;
