/// The result file: what a run leaves behind. Everything that a table, a chart, a notebook or a
/// report shows stands in a [Result]; nothing that is shown is computed anywhere else.
///
/// Start at [Result], then [Verdict]. [ResultStore] writes and finds files.
package kit.result;
